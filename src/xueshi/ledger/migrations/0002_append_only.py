from django.db import migrations

from xueshi.organisations.triggers import append_only, per_engine

EXACT = """
    old.id = NEW.reverses_id AND old.reverses_id IS NULL
    AND old.participation_id = NEW.participation_id AND old.person_id = NEW.person_id AND old.book = NEW.book
    AND old.day = NEW.day AND old.last_day = NEW.last_day AND old.form = NEW.form AND old.level = NEW.level
    AND old.credit = -NEW.credit AND old.half_days = -NEW.half_days AND old.theory = -NEW.theory
"""

SQLITE = f"""
CREATE TRIGGER ledger_posting_exact_reversal BEFORE INSERT ON ledger_posting
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_posting AS old WHERE {EXACT})
BEGIN SELECT RAISE(ABORT, 'a reversal equals one original posting with opposite sign'); END
"""  # noqa: S608

FUNCTION = f"""
CREATE FUNCTION ledger_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_posting AS old WHERE {EXACT}) THEN
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
