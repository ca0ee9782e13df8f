"""What the templates of moderators can ask."""

from flask.blueprints import BlueprintSetupState

from meetfinder.accounts.models import Role
from meetfinder.web.finder.labels import fellowship_names
from meetfinder.web.moderator.here import me


def teach(state: BlueprintSetupState) -> None:
    """Make the words known to templates."""
    state.app.jinja_env.globals.update(fellowship_name=fellowship_name, is_administrator=is_administrator)


def fellowship_name(slug: str) -> str:
    """Return the name of a fellowship; the slug of one that is not known."""
    return fellowship_names([slug]).get(slug, slug)


def is_administrator() -> bool:
    """Say whether the moderator at work may see the page of moderators."""
    return me().role == Role.ADMINISTRATOR
