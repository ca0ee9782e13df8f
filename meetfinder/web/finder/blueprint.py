"""The pages for people who look for a meeting; every view module hangs itself on this."""

from flask import Blueprint

blueprint = Blueprint("finder", __name__)
