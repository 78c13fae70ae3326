"""What can go wrong with the audit chain."""


class AuditHeadMissingError(RuntimeError):
    """The head row is gone: the guards were never installed or somebody removed it."""

    def __init__(self) -> None:
        super().__init__("The audit chain has no head. Run `manage.py migrate`, then `manage.py verify_audit`.")


class UnsavedSubjectError(ValueError):
    """An event was to be recorded about a record that has no key yet."""

    def __init__(self, label: str) -> None:
        super().__init__(f"Save the {label} before recording an audit event about it.")
