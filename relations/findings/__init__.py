"""What a curator should look at: findings that the door stores, and those that depend on the day or on other records."""

from relations.findings.listing import Flag as Flag
from relations.findings.listing import Page as Page
from relations.findings.listing import Place as Place
from relations.findings.listing import counts as counts
from relations.findings.listing import flagged as flagged
from relations.findings.listing import flags as flags
from relations.findings.listing import number as number
from relations.findings.listing import of_agreement as of_agreement
