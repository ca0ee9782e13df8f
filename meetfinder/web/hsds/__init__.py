"""The addresses of the Human Services Data Specification 3.1, read only (domain rules in exchange/hsds)."""

from flask import Blueprint

from meetfinder.web.hsds import openapi, views, vocabularies

blueprint = Blueprint("hsds", __name__, url_prefix="/hsds")
for rule, endpoint, view in (
    ("/", "root", views.root),
    ("/services", "services", views.services),
    ("/services/<identifier>", "service", views.service),
    ("/service_at_locations", "service_at_locations", views.service_at_locations),
    ("/service_at_locations/<identifier>", "service_at_location", views.service_at_location),
    ("/organizations", "organizations", views.organizations),
    ("/organizations/<identifier>", "organization", views.organization),
    ("/taxonomies", "taxonomies", vocabularies.taxonomies),
    ("/taxonomies/<identifier>", "taxonomy", vocabularies.taxonomy),
    ("/taxonomy_terms", "taxonomy_terms", vocabularies.taxonomy_terms),
    ("/taxonomy_terms/<identifier>", "taxonomy_term", vocabularies.taxonomy_term),
    ("/openapi.json", "openapi", openapi.describe),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=["GET"])
