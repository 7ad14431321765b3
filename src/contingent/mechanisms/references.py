"""The works that the docstrings of the mechanisms cite, in full."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "Beggs, Cardell & Hausman 1981": "Beggs, S., Cardell, S., Hausman, J. (1981), Assessing "
        "the potential demand for electric cars, Journal of Econometrics 17(1), 1-19",
        "Blainey 1973": "Blainey, G. (1973), The Causes of War, Macmillan",
        "Boulding 1962": "Boulding, K. E. (1962), Conflict and Defense: A General Theory, Harper",
        "Bracken 1995": "Bracken, J. (1995), Lanchester models of the Ardennes campaign, Naval "
        "Research Logistics 42(4), 559-577",
        "Buhaug, Gates & Lujala 2009": "Buhaug, H., Gates, S., Lujala, P. (2009), Geography, "
        "rebel capability, and the duration of civil conflict, Journal of Conflict Resolution "
        "53(4), 544-569",
        "Christia 2012": "Christia, F. (2012), Alliance Formation in Civil Wars, Cambridge "
        "University Press",
        "Collier, Hoeffler & Söderbom 2008": "Collier, P., Hoeffler, A., Söderbom, M. (2008), "
        "Post-conflict risks, Journal of Peace Research 45(4), 461-478",
        "Fearon 1994": "Fearon, J. D. (1994), Domestic political audiences and the escalation of "
        "international disputes, American Political Science Review 88(3), 577-592",
        "Fearon 1995": "Fearon, J. D. (1995), Rationalist explanations for war, International "
        "Organization 49(3), 379-414",
        "Findley & Teo 2006": "Findley, M. G., Teo, T. K. (2006), Rethinking third-party "
        "interventions into civil wars: an actor-centric approach, Journal of Politics 68(4), "
        "828-837",
        "Galula 1964": "Galula, D. (1964), Counterinsurgency Warfare: Theory and Practice, Praeger",
        "Gates 2002": "Gates, S. (2002), Recruitment and allegiance: the microfoundations of "
        "rebellion, Journal of Conflict Resolution 46(1), 111-130",
        "Gillespie 1977": "Gillespie, D. T. (1977), Exact stochastic simulation of coupled "
        "chemical reactions, Journal of Physical Chemistry 81(25), 2340-2361",
        "Glasserman 2004": "Glasserman, P. (2004), Monte Carlo Methods in Financial Engineering, "
        "Springer, chapter 6",
        "Howard & Stark 2018": "Howard, L. M., Stark, A. (2018), How civil wars end: the "
        "international system, norms, and the role of external actors, International Security "
        "42(3), 127-171",
        "Jordan 2009": "Jordan, J. (2009), When heads roll: assessing the effectiveness of "
        "leadership decapitation, Security Studies 18(4), 719-755",
        "Kathman 2010": "Kathman, J. D. (2010), Civil war contagion and neighboring "
        "interventions, International Studies Quarterly 54(4), 989-1012",
        "Kreutz 2010": "Kreutz, J. (2010), How and when armed conflicts end: introducing the UCDP "
        "Conflict Termination dataset, Journal of Peace Research 47(2), 243-250",
        "MacKay 2006": "MacKay, N. J. (2006), Lanchester combat models, Mathematics Today 42(5), "
        "170-173",
        "McFadden 1974": "McFadden, D. (1974), Conditional logit analysis of qualitative choice "
        "behavior, in Zarembka, P. (ed.), Frontiers in Econometrics, Academic Press, 105-142",
        "Moore 2012": "Moore, M. (2012), Selling to both sides: the effects of major conventional "
        "weapons transfers on civil war severity and duration, International Interactions 38(3), "
        "325-347",
        "Powell 2006": "Powell, R. (2006), War as a commitment problem, International "
        "Organization 60(1), 169-203",
        "Regan 2000": "Regan, P. M. (2000), Civil Wars and Foreign Powers, University of Michigan "
        "Press",
        "Singh 2014": "Singh, N. (2014), Seizing Power: The Strategic Logic of Military Coups, "
        "Johns Hopkins University Press",
        "Slantchev 2003": "Slantchev, B. L. (2003), The principle of convergence in wartime "
        "negotiations, American Political Science Review 97(4), 621-632",
        "Taliaferro 2004": "Taliaferro, J. W. (2004), Balancing Risks: Great Power Intervention "
        "in the Periphery, Cornell University Press",
        "Talmon 1998": "Talmon, S. (1998), Recognition of Governments in International Law, "
        "Clarendon Press",
        "Tiernay 2015": "Tiernay, M. (2015), Killing Kony: leadership change and civil war "
        "termination, Journal of Conflict Resolution 59(2), 175-206",
        "Toft 2010": "Toft, M. D. (2010), Ending civil wars: a case for rebel victory?, "
        "International Security 34(4), 7-36",
        "UN Security Council resolution 2146": "UN Security Council, resolution 2146 (19 March "
        "2014), on illicit exports of crude oil from Libya",
        "Walter 2002": "Walter, B. F. (2002), Committing to Peace: The Successful Settlement of "
        "Civil Wars, Princeton University Press",
        "Weinstein 2007": "Weinstein, J. M. (2007), Inside Rebellion: The Politics of Insurgent "
        "Violence, Cambridge University Press",
        "Zartman 1989": "Zartman, I. W. (1989), Ripe for Resolution: Conflict and Intervention in "
        "Africa, 2nd edition, Oxford University Press",
    }
)
"""Each work in full, by author and year as cited."""
