"""Registers every page of the desk."""

from relations.admin import accounts as accounts
from relations.admin import agreement as agreement
from relations.admin import assessment as assessment
from relations.admin import concept as concept
from relations.admin import event as event
from relations.admin import facility as facility
from relations.admin import party as party
from relations.admin import provision as provision
from relations.admin import revision as revision
from relations.admin import source as source
