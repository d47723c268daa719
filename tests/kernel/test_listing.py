"""Pages and orders of long lists."""

import pytest

from xueshi.kernel.listing import Order, Page, order, paged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name", Order("name")),
        ("-name", Order("name", descending=True)),
        ("", Order("share")),
        ("password", Order("share")),
        ("--name", Order("share")),
    ],
)
def test_only_allowed_columns_sort(text, expected):
    assert order(text, ("share", "name")) == expected


def test_an_order_comes_back_as_it_was_written():
    assert [order(text, ("share", "name")).text for text in ("name", "-name")] == ["name", "-name"]


@pytest.mark.parametrize(
    ("asked", "number", "shown"),
    [
        ("1", 1, (0, 10)),
        ("3", 3, (20, 30)),
        ("4", 3, (20, 30)),
        ("0", 1, (0, 10)),
        ("x", 1, (0, 10)),
        ("-1", 1, (0, 10)),
    ],
)
def test_the_nearest_page_answers(asked, number, shown):
    page = paged(25, lambda first, last: [(first, last)], asked, 10)

    assert (page.number, page.rows) == (number, [shown])


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (10, 1), (11, 2)])
def test_the_last_page_holds_the_last_row(total, last):
    assert Page((), 1, total, 10).last == last


def test_rows_are_counted_from_one():
    assert (Page((), 3, 25, 10).first_row, Page((), 3, 25, 10).last_row) == (21, 25)
    assert (Page((), 1, 0, 10).first_row, Page((), 1, 0, 10).last_row) == (0, 0)


@pytest.mark.parametrize(
    ("number", "near"),
    [(1, (1, 2, None, 9)), (2, (1, 2, 3, None, 9)), (5, (1, None, 4, 5, 6, None, 9)), (9, (1, None, 8, 9))],
)
def test_near_pages_have_links(number, near):
    assert Page((), number, 90, 10).near == near


def test_the_first_allowed_order_may_fall():
    assert order("", ("-day", "name")) == Order("day", descending=True)
    assert order("password", ("-day", "name")).text == "-day"


@pytest.mark.parametrize("asked", ["9" * 18, "9" * 5000])
def test_a_page_far_beyond_the_end_is_the_last_one(asked):
    assert paged(25, lambda first, last: [(first, last)], asked, 10).number == 3


@pytest.mark.parametrize("asked", ["", " 2", "2.0", "½", "²", "+2", "2;"])
def test_what_is_no_page_number_is_the_first_page(asked):
    assert paged(25, lambda first, last: [(first, last)], asked, 10).number == 1


def test_an_empty_list_is_asked_for_its_first_page():
    page: Page[str] = paged(0, lambda first, last: [], "7", 10)

    assert (page.number, page.last, page.first_row, page.last_row, list(page.rows)) == (1, 1, 0, 0, [])


def test_fifty_rows_make_a_page_where_nothing_else_is_said():
    page = paged(51, lambda first, last: range(first, min(last, 51)), "2")

    assert (page.size, page.last, list(page.rows)) == (50, 2, [50])


@pytest.mark.parametrize(("total", "near"), [(0, (1,)), (10, (1,)), (11, (1, 2)), (21, (1, 2, 3))])
def test_short_lists_link_every_page(total, near):
    assert Page((), min(2, max(1, -(-total // 10))), total, 10).near == near
