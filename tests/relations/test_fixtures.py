"""The curated data in `fixtures/`: loaded once through the door, then read and questioned, never changed."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pycountry
import pytest
from django.apps import apps
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from relations import models
from relations.guard import maintenance
from relations.models import Agreement, Citation, Event, Party, Provision, StatusSpan, Terms
from relations.vocabulary import PROVISION_CONCEPTS, SUBJECTS

pytestmark = pytest.mark.django_db
FILES = sorted(Path(__file__).parents[2].joinpath("fixtures").glob("*.json"))
ROWS: list[dict[str, Any]] = [row for file in FILES for row in json.loads(file.read_text(encoding="utf-8"))]
WEAK = ("blog", "exam_prep", "reference", "think_tank", "wiki")
NUMBERS = ("n", "share_at_least", "delay_n", "party_delay_n", "not_before", "fixed_date", "effective_from", "term_n")
NUMBERS += ("ends_on", "renewal_n", "notice_n", "withdrawal_delay_n", "withdrawal_not_before_n")
DATES = [(Event, "event", name) for name in ("date", "effective", "until")]
DATES += [(Party, "party", name) for name in ("existed_from", "existed_to")]
DATES += [(models.PartyRelation, "party_relation", name) for name in ("valid_from", "valid_to")]
FORMER_STATES = {"SUN", "CSK", "YUG", "DDR", "SCG", "YMD", "VDR"}
STATUSES = [
    ("relos-2025", None, "2026-11-25", "signed_not_in_force"),
    ("india-eaeu-fta", None, "2025-12-05", "negotiating"),
    ("ind-rus-joint-statement-2025", None, "2025-12-06", "not_binding_active"),
    ("ind-rus-bit-1994", None, "2024-09-20", "terminated"),
    ("indo-soviet-1971", None, "2023-02-01", "superseded"),
    ("tartus-2017", None, "2017-02-01", "provisionally_applied"),
    ("raa-jpn-phl-2024", None, "2025-09-10", "signed_not_in_force"),
    ("raa-jpn-phl-2024", None, "2025-09-11", "in_force"),
    ("rus-prk-2000", None, "2024-12-03", "in_force"),
    ("rus-prk-2000", None, "2024-12-04", "superseded"),
    ("rus-prk-2024", "PRK", "2024-12-04", "party"),
    ("rus-irn-2025", None, "2025-10-02", "in_force"),
    ("paris-2015", "USA", "2020-11-03", "party_withdrawal_pending"),
    ("paris-2015", "USA", "2020-11-04", "former"),
    ("paris-2015", "USA", "2021-02-19", "party"),
    ("paris-2015", "USA", "2026-01-27", "former"),
    ("inf-1987", "SUN", "2000-01-01", "continued_by_other"),
    ("inf-1987", "RUS", "2000-01-01", "party"),
    ("inf-1987", None, "2019-08-02", "terminated"),
    ("new-start-2010", None, "2023-02-21", "suspended"),
    ("new-start-2010", None, "2026-02-05", "expired"),
    ("cfe-1990", "RUS", "2023-11-07", "former"),
    ("ottawa-1997", "FIN", "2026-01-09", "party_withdrawal_pending"),
    ("ottawa-1997", "FIN", "2026-01-10", "former"),
    ("bbnj-2023", None, "2026-01-17", "in_force"),
    ("iwt-1960", None, "2025-05-01", "in_force"),
]


@pytest.fixture(scope="module", autouse=True)
def registry(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every fixture, loaded once for all tests of this module, and gone after them."""
    with django_db_blocker.unblock():
        call_command("loaddata", *FILES, verbosity=0)
        yield
        with maintenance():
            call_command("flush", interactive=False, verbosity=0)


def supported(kind: str, field: str | None = None) -> set[UUID]:
    """The targets of this kind that a citation supports: as a whole, or this field of them."""
    found = Citation.objects.filter(target_kind=kind, stance="supports")
    return {
        target for target, name in found.values_list("target_id", "field") if field is None or name in (None, field)
    }


def test_the_registry_is_as_large_as_promised() -> None:
    assert Agreement.objects.count() >= 90
    assert Party.objects.count() >= 65
    assert models.Participation.objects.count() >= 200
    assert Event.objects.count() >= 250
    assert Provision.objects.count() >= 110
    assert models.Revision.objects.filter(kind="agreement").count() == Agreement.objects.count()


@pytest.mark.parametrize("model", sorted({row["model"] for row in ROWS}))
def test_every_row_passes_full_clean(model: str) -> None:
    for row in apps.get_model(model)._default_manager.all():
        row.full_clean()


def test_what_the_door_derives_is_not_typed_into_the_fixtures() -> None:
    derived = {
        (row["model"], name)
        for row in ROWS
        for name in row["fields"]
        if not apps.get_model(row["model"])._meta.get_field(name).editable
    }
    assert derived == set()
    assert {row["model"] for row in ROWS}.isdisjoint(
        f"relations.{name}" for name in ("statusspan", "standing", "revision")
    )


def test_every_row_has_a_deterministic_key_of_its_own() -> None:
    keys = [UUID(row["pk"]) for row in ROWS]
    assert {key.version for key in keys} == {5}
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_an_act_stands_once_in_the_timeline_of_its_agreement() -> None:
    acts = Event.objects.filter(agreement__isnull=False)
    same = Counter(acts.values_list("agreement__ref", "kind", "party__code", "date_earliest", "chamber", "target"))
    assert [act for act, count in same.items() if count > 1] == []


@pytest.mark.parametrize(("model", "kind", "field"), DATES)
def test_every_date_has_a_citation(model: type[Any], kind: str, field: str) -> None:
    dated = model.objects.filter(**{f"{field}__isnull": False})
    assert set(dated.values_list("pk", flat=True)) - supported(kind, field) == set()


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_of_the_terms_has_a_citation_of_its_own(name: str) -> None:
    stated = Terms.objects.filter(**{f"{name}__isnull": False})
    cited = supported("terms", name.removesuffix("_n"))
    assert [str(terms.agreement) for terms in stated if terms.pk not in cited] == []


def test_every_ceiling_has_a_citation() -> None:
    limits = models.ProvisionLimit.objects.values_list("provision_id", flat=True)
    assert set(limits) - supported("provision", "limits") == set()


@pytest.mark.parametrize("model", [Agreement, Provision, models.Assessment, models.Outcome, models.Facility])
def test_every_statement_has_a_citation(model: type[Any]) -> None:
    assert set(model.objects.values_list("pk", flat=True)) - supported(model._meta.model_name) == set()


def test_a_weak_source_is_never_dressed_up() -> None:
    weak = Citation.objects.filter(source__kind__in=WEAK)
    assert weak.exists()
    assert set(weak.values_list("confidence", flat=True)) == {"low"}


def test_every_source_is_cited_and_no_citation_has_an_invented_day_of_access() -> None:
    assert list(models.Source.objects.filter(citations__isnull=True).values_list("key", flat=True)) == []
    assert not Citation.objects.filter(accessed_on__isnull=False).exists()


def test_where_sources_differ_one_is_preferred_and_the_other_keeps_its_value() -> None:
    against = Citation.objects.filter(stance="contradicts")
    assert against.exists()
    assert list(against.filter(value__isnull=True)) == []
    dates = against.filter(target_kind="event", field="date")
    preferred = set(Citation.objects.filter(preferred=True, field="date").values_list("target_id", flat=True))
    assert preferred <= set(dates.values_list("target_id", flat=True))


def test_the_thesaurus_is_the_one_of_the_vocabulary() -> None:
    shown = {(concept.notation, concept.scheme, concept.label) for concept in models.Concept.objects.all()}
    expected = {(term.code, "subject", term.label) for term in SUBJECTS}
    assert shown == expected | {(term.code, "provision", term.label) for term in PROVISION_CONCEPTS}
    broader = models.Concept.objects.filter(broader__isnull=False).values_list("notation", "broader__notation")
    assert all(notation.rpartition(".")[0] == parent for notation, parent in broader)
    assert not models.Concept.objects.filter(notation__contains=".", broader__isnull=True).exists()


def test_every_country_of_iso_3166_is_a_party_with_its_codes_and_names() -> None:
    parties = {party.code: party for party in Party.objects.prefetch_related("names")}
    assert {country.alpha_3 for country in pycountry.countries} - parties.keys() == set()
    for country in pycountry.countries:
        party = parties[country.alpha_3]
        assert party.iso2 == country.alpha_2
        assert party.kind in ("state", "territory", "entity")
        names = {name.text for name in party.names.all()}
        assert {country.name, getattr(country, "common_name", country.name)} <= names, party.code
        assert party.name and "," not in party.name.replace(", Sint Eustatius", "").replace(", Ascension", "")


def test_a_country_that_iso_3166_gave_up_is_found_by_its_code_of_the_time() -> None:
    codes = set(Party.objects.values_list("code", flat=True))
    codes |= set(models.PartyIdentifier.objects.filter(scheme="iso3166_alpha3").values_list("value", flat=True))
    assert {country.alpha_3 for country in pycountry.historic_countries} - codes == set()
    four = set(models.PartyIdentifier.objects.filter(scheme="iso3166_3").values_list("value", flat=True))
    assert four == {country.alpha_4 for country in pycountry.historic_countries}


def test_former_states_and_contested_entities_are_marked_as_such() -> None:
    former = set(Party.objects.filter(kind="former_state").values_list("code", flat=True))
    assert former == FORMER_STATES
    assert Party.objects.get(code="XKX").kind == "entity"
    assert Party.objects.filter(kind="state").count() >= 193


def test_existence_and_succession_are_given_only_where_a_source_gives_them() -> None:
    dated = Party.objects.exclude(existed_from__isnull=True, existed_to__isnull=True)
    assert set(dated.values_list("code", flat=True)) == {"SCO"}
    identity = models.PartyRelation.objects.filter(kind__in=("continues", "succeeds", "splits_from", "merges_into"))
    assert list(identity.values_list("party__code", "kind", "other__code", "valid_from")) == [
        ("RUS", "continues", "SUN", "1991-12-24")
    ]


def test_both_sides_of_a_bilateral_agreement_take_part() -> None:
    bilateral = Agreement.objects.filter(scope="bilateral")
    sides = Counter(bilateral.filter(participations__role="party").values_list("ref", flat=True))
    assert {ref for ref in bilateral.values_list("ref", flat=True) if sides[ref] != 2} == set()


@pytest.mark.parametrize(("ref", "party", "day", "status"), STATUSES)
def test_the_status_follows_from_the_acts(ref: str, party: str | None, day: str, status: str) -> None:
    spans = StatusSpan.objects.on(date.fromisoformat(day)).filter(agreement__ref=ref, party__code=party)
    assert spans.get().status == status


def test_a_contested_suspension_leaves_the_headline_and_keeps_the_readings() -> None:
    span = StatusSpan.objects.on(date(2025, 5, 1)).of_agreements().get(agreement__ref="iwt-1960")
    assert span.certainty == "contested"
    assert span.views["PAK"] == ["in_force"] != span.views["IND"]


def test_no_recorded_date_differs_from_the_derived_one() -> None:
    differing = ("entry_into_force_conflict", "party_entry_conflict", "term_end_conflict", "no_source")
    assert list(models.Finding.objects.filter(code__in=differing).values_list("key", "sentence")) == []


@pytest.fixture
def relos() -> Agreement:
    return Agreement.objects.get(ref="relos-2025")


def test_relos_is_signed_and_not_in_force_on_the_day_after_the_law(relos: Agreement) -> None:
    span = StatusSpan.objects.on(date(2025, 12, 20)).of_agreements().get(agreement=relos)
    assert (span.status, span.certainty) == ("signed_not_in_force", "certain")
    assert relos.signed_on == "2025-02-18"
    assert relos.in_force_from is None
    assert not relos.events.filter(kind__in=("entry_into_force", "instrument_exchange", "ratification")).exists()


def test_relos_has_its_provisions_and_ceilings(relos: Agreement) -> None:
    assert list(relos.provisions.values_list("order", flat=True)) == list(range(1, 20))
    limits = models.ProvisionLimit.objects.filter(provision__agreement=relos)
    found = {(limit.metric, limit.comparator, int(limit.value), limit.scope, limit.applies_to) for limit in limits}
    assert found == {
        ("ships", "max", 5, "simultaneous", "each_party"),
        ("aircraft", "max", 10, "simultaneous", "each_party"),
        ("personnel", "max", 3000, "simultaneous", "each_party"),
        ("notice_days", "min", 14, "per_visit", "each_party"),
        ("term_years", "exactly", 5, None, None),
    }
    assert set(relos.provisions.exclude(order__in=(7, 14, 15, 17, 18, 19)).values_list("direction", flat=True)) == {
        "reciprocal_identical"
    }


def test_the_domestic_acts_of_relos_name_their_organ_and_change_no_status(relos: Agreement) -> None:
    acts = relos.events.filter(kind__startswith="domestic_").order_by("date_earliest")
    assert list(acts.values_list("kind", "date", "chamber", "organ")) == [
        ("domestic_submission", "2025-11-28", "lower", "State Duma"),
        ("domestic_approval", "2025-12-02", "lower", "State Duma"),
        ("domestic_approval", "2025-12-08", "upper", "Federation Council"),
        ("domestic_promulgation", "2025-12-15", None, "President of the Russian Federation"),
    ]


def test_both_dates_of_the_vote_of_the_upper_house_are_kept(relos: Agreement) -> None:
    vote = relos.events.get(kind="domestic_approval", chamber="upper")
    citations = Citation.objects.filter(target_id=vote.pk, field="date")
    assert citations.get(preferred=True).stance == "supports"
    assert citations.get(stance="contradicts").value == "2025-12-10"


def test_facilities_that_the_press_infers_are_not_named_in_the_text(relos: Agreement) -> None:
    places = models.ProvisionFacility.objects.filter(provision__agreement=relos)
    assert places.count() == 6
    assert set(places.values_list("basis", flat=True)) == {"inferred_by_source"}


def test_every_claim_of_the_article_is_an_assessment_with_author_and_reason(relos: Agreement) -> None:
    claims = models.Assessment.objects.filter(agreement=relos, author="Beyond The Punchlines (blog)")
    assert claims.count() == 21
    assert not claims.filter(verdict_reason__isnull=True).exists()
    assert Counter(claims.filter(kind="benefit").values_list("party__code", flat=True)) == {"IND": 5, "RUS": 4}
    assert claims.filter(kind="characterisation").count() == 6


def test_the_summit_keeps_what_was_expected_and_what_came_of_it(relos: Agreement) -> None:
    summit = Event.objects.get(key="india-russia-summit-2025")
    assert set(summit.participants.values_list("party__code", flat=True)) == {"IND", "RUS"}
    assert summit.concerns.filter(agreement=relos).exists()
    assert [outcome.status for outcome in summit.outcomes.all()] == ["partly_met"] * 4
    assert all(outcome.what_happened and outcome.agreements.exists() for outcome in summit.outcomes.all())
