"""How often one address may use what is open to everybody."""

from workflow.services.limits import Limit

ESTIMATING = Limit(
    "credit-estimate",
    "CREDIT_ESTIMATES_PER_HOUR",
    3600,
    "您所在的网络地址测算过于频繁，请稍后再试。",
)
