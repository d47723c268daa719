from django.db import migrations

from xueshi.organisations.triggers import append_only, per_engine

EXACT = """
    original.id = NEW.reverses_id AND original.reverses_id IS NULL
    AND original.participation_id = NEW.participation_id AND original.person_id = NEW.person_id AND original.book = NEW.book
    AND original.day = NEW.day AND original.last_day = NEW.last_day AND original.form = NEW.form AND original.level = NEW.level
    AND original.credit = -NEW.credit AND original.half_days = -NEW.half_days AND original.theory = -NEW.theory
"""

SQLITE = f"""
CREATE TRIGGER ledger_posting_exact_reversal BEFORE INSERT ON ledger_posting
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_posting AS original WHERE {EXACT})
BEGIN SELECT RAISE(ABORT, 'a reversal equals one original posting with opposite sign'); END
"""  # noqa: S608

FUNCTION = f"""
CREATE FUNCTION ledger_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_posting AS original WHERE {EXACT}) THEN
        RAISE EXCEPTION 'a reversal equals one original posting with opposite sign'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608

POSTGRESQL = """
CREATE TRIGGER ledger_posting_exact_reversal BEFORE INSERT ON ledger_posting
FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION ledger_check_reversal()
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("access", "0002_append_only")]

    operations = [
        append_only("ledger_participation", "ledger_posting"),
        per_engine(sqlite=[SQLITE], postgresql=[FUNCTION, POSTGRESQL]),
    ]
