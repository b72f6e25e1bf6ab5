"""A name for the public side as it stands, which moves with whatever public pages are read from.

Triggers move it, in the transaction of the write and on both databases, so no action can forget
to. The name is drawn and not counted: no two states ever had the same, whatever was rolled back
or restored from a backup.
"""

from django.db import connections, models, router

# Which writes to what public pages read. Editions and frozen claims are never changed. Nothing of
# a panel is public before its first edition, and of its row only some columns ever are: hidden
# work writes to the others.
MOVES = {
    "reviews_standing": ("INSERT", "UPDATE", "DELETE"),
    "reviews_release": ("INSERT",),
    "reviews_frozenclaim": ("INSERT",),
    "reviews_frozenclaim_releases": ("INSERT", "UPDATE", "DELETE"),
    "reviews_panel": ("UPDATE",),
}
SHOWN = {"reviews_panel": ("slug", "name", "about")}
# Who publishes must not wait for who publishes elsewhere: each moves a row that nobody holds, and
# of several rows all together are the name.
_MOVED = """
DECLARE free uuid;
BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
        IF NOT EXISTS (SELECT 1 FROM changed) THEN
            RETURN NULL;
        END IF;
    END IF;
    SELECT token INTO free FROM reviews_publicstate LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF free IS NULL THEN
        INSERT INTO reviews_publicstate VALUES (gen_random_uuid());
    ELSE
        UPDATE reviews_publicstate SET token = gen_random_uuid() WHERE token = free;
    END IF;
    RETURN NULL;
END
"""


class PublicState(models.Model):
    """On SQLite, where one writes at a time, one row; on PostgreSQL as many as ever wrote at
    once."""

    token = models.UUIDField(primary_key=True, editable=False)

    def __str__(self):
        return str(self.token)


def public_state() -> str:
    """The name, in one query. Ask before reading what it is to name: then a page may be newer than
    its name, which costs a reader nothing, and is never older."""
    connection = connections[router.db_for_read(PublicState)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM reviews_publicstate ORDER BY token")
        return ".".join(str(token) for (token,) in cursor.fetchall())


def triggers(vendor) -> dict[str, str]:
    """{name: statement} of all that move it; on PostgreSQL they call `public_state_moved`."""
    written = _sqlite if vendor == "sqlite" else _postgresql
    named = {
        f"public_state_{table}_{event.lower()}": (table, event)
        for table, events in MOVES.items()
        for event in events
    }
    return {name: written(name, table, event) for name, (table, event) in named.items()}


def _sqlite(name, table, event):
    # Not an update: whatever emptied the table, the name is there again.
    move = (
        "DELETE FROM reviews_publicstate; "
        "INSERT INTO reviews_publicstate VALUES (lower(hex(randomblob(16))))"
    )
    when = f"WHEN {_shown(table)} " if table in SHOWN else ""
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when}BEGIN {move}; END"


def _shown(table):
    return " OR ".join(f"OLD.{column} <> NEW.{column}" for column in SHOWN[table])


def _postgresql(name, table, event):
    rows = "OLD" if event == "DELETE" else "NEW"
    each = f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT"
    if table in SHOWN:
        each = f"FOR EACH ROW WHEN ({_shown(table)})"
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} {each} "
        "EXECUTE FUNCTION public_state_moved()"
    )


def install_moves(connection):
    """Write every trigger anew, where their table is there already."""
    with connection.cursor() as cursor:
        if "reviews_publicstate" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION public_state_moved() RETURNS trigger "
                f"LANGUAGE plpgsql AS $moved${_MOVED}$moved$"
            )
        for name, statement in triggers(connection.vendor).items():
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


def missing_moves(connection) -> list[str]:
    """Names of triggers that are not installed, or not as written here."""
    expected = triggers(connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            installed = dict(cursor.fetchall())
        else:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
            )
            installed = dict(cursor.fetchall())
            expected = dict.fromkeys((name[:63] for name in expected), _MOVED)
    return sorted(name for name, written in expected.items() if installed.get(name) != written)
