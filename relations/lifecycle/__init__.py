"""How a status is derived from dated acts and terms: pure, total, and able to explain itself.

    timeline = derive(*read_case(agreement, events))
    status_on(timeline.agreement, day).why

The rules R1 to R18 are in docs/lifecycle.md. The output is information, not legal advice.
"""

from relations.lifecycle.chains import Link as Link
from relations.lifecycle.chains import Reservation as Reservation
from relations.lifecycle.chains import binding_version as binding_version
from relations.lifecycle.chains import consents as consents
from relations.lifecycle.chains import relation as relation
from relations.lifecycle.deadlines import Deadlines as Deadlines
from relations.lifecycle.deadlines import deadlines as deadlines
from relations.lifecycle.kinds import consents_of as consents_of
from relations.lifecycle.model import BEGINNING as BEGINNING
from relations.lifecycle.model import FOREVER as FOREVER
from relations.lifecycle.model import Act as Act
from relations.lifecycle.model import Finding as Finding
from relations.lifecycle.model import Period as Period
from relations.lifecycle.model import Span as Span
from relations.lifecycle.model import Terms as Terms
from relations.lifecycle.model import Timeline as Timeline
from relations.lifecycle.model import View as View
from relations.lifecycle.model import Why as Why
from relations.lifecycle.reading import read_case as read_case
from relations.lifecycle.timeline import derive as derive
from relations.lifecycle.timeline import status_on as status_on
