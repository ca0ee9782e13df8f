"""What the templates of moderators can ask."""

from flask.blueprints import BlueprintSetupState

from meetfinder.accounts.models import Role
from meetfinder.web.moderator.here import me


def teach(state: BlueprintSetupState) -> None:
    """Make the words known to templates."""
    state.app.jinja_env.globals.update(is_administrator=is_administrator)


def is_administrator() -> bool:
    """Say whether the moderator at work may see the page of moderators."""
    return me().role == Role.ADMINISTRATOR
