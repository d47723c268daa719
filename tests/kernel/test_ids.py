"""Public numbers."""

from xueshi.kernel.ids import ALPHABET, LENGTH, random_number


def test_numbers_are_of_one_shape_and_differ():
    numbers = {random_number() for _ in range(1000)}

    assert len(numbers) == 1000
    assert {len(number) for number in numbers} == {LENGTH}
    assert set("".join(numbers)) == set(ALPHABET)
