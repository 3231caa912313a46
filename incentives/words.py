"""Sentences that stand on every page and paper of the credit."""

# 财税〔2019〕46号: the tax office decides in the tax return; the portal records.
DISCLAIMER = "本平台仅作记录和估算，抵免以税务机关审核认定为准。"
