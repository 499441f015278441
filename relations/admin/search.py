"""How the lists and the autocomplete fields find a record: every word must occur somewhere."""

from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest

from relations.folding import fold

MOST_WORDS = 8


class Found:
    """`search_fields` are columns of the record; `search_names` are (model, path to the record, folded column)."""

    search_fields: ClassVar[Any] = ()
    search_names: ClassVar[Any] = ()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        for word in fold(search_term.replace("\x00", "")).split()[:MOST_WORDS]:
            anywhere = Q()
            for column in self.search_fields:
                anywhere |= Q(**{f"{column}__icontains": word})
            for model, path, column in self.search_names:
                anywhere |= Q(pk__in=model._default_manager.filter(**{f"{column}__contains": word}).values(path))
            queryset = queryset.filter(anywhere)
        return queryset, False


def asked_from(request: HttpRequest) -> str:
    """The field for which an autocomplete asks: `agreementsubject.concept`; empty in a list."""
    return f"{request.GET.get('model_name', '')}.{request.GET.get('field_name', '')}".strip(".")
