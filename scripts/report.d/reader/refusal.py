"""What cannot be read, told to the one who has the file."""


class Refusal(Exception):
    """Bad input: which file, which line and column of it, what is wrong and what to do."""

    def __init__(self, source, what, line=None, column=None):
        place = [source]
        if line is not None:
            place.append(f'line {line:,}')
        if column is not None:
            place.append(f'column {column}' if isinstance(column, int) else f'column "{column}"')
        super().__init__(f'{", ".join(place)}: {what}')


class Usage(Exception):
    """A command that cannot be meant."""


def told(error):
    """What the system said."""
    return (error.strerror or str(error)).lower()


def quoted(value, longest=60):
    """A value in a message: on one line, not too long, nothing that a terminal would obey."""
    value = ''.join(c if c.isprintable() else '?' for c in value)
    return repr(value if len(value) <= longest else value[:longest] + '...')


def listed(names, most=60):
    """Names of columns in a message."""
    shown = ', '.join(names[:most])
    return shown if len(names) <= most else f'{shown} and {len(names) - most} more'
