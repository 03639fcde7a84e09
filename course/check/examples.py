"""A bad and a good example of each rule for questions. A test sees to it that the rule finds the one and not the other."""

EXAMPLES: dict[str, tuple[str, str]] = {}
