"""What changes the state of accounts."""

from wellbought.web.accounts.actions.attempts import forget_failures, must_wait, note_failure
from wellbought.web.accounts.actions.directories import NotAdmitted, add_directory, admit, remove_directory
from wellbought.web.accounts.actions.invitations import (
    InvitationClosed,
    NameMissing,
    accept,
    found_by_command,
    invite,
    invite_founder,
    new_token,
    revoke,
)
from wellbought.web.accounts.actions.leaving import forget_person
from wellbought.web.accounts.actions.members import (
    LastAdministrator,
    NoTeamRole,
    add_member,
    change_member,
    change_organisation,
    change_person,
    delete_team,
    found_organisation,
    save_team,
    take_in_former_member,
)

__all__ = [
    "InvitationClosed",
    "LastAdministrator",
    "NameMissing",
    "NoTeamRole",
    "NotAdmitted",
    "accept",
    "add_directory",
    "add_member",
    "admit",
    "change_member",
    "change_organisation",
    "change_person",
    "delete_team",
    "forget_failures",
    "forget_person",
    "found_by_command",
    "found_organisation",
    "invite",
    "invite_founder",
    "must_wait",
    "new_token",
    "note_failure",
    "remove_directory",
    "revoke",
    "save_team",
    "take_in_former_member",
]
