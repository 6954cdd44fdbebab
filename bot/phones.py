"""Phone numbers, read by libphonenumber's rules."""

from bot.settings import BadSettings, Settings, wrong

ANONYMOUS = "+888"
"""Sold by Fragment: they change hands and belong to no telephone."""


class Numbers:
    """The desk's `Phones`. `region`: whose numbers are written in the panel without a country, as RU."""

    def __init__(self, region: str) -> None:
        # Loaded where numbers are a proof at all.
        import phonenumbers

        if region not in phonenumbers.SUPPORTED_REGIONS:
            raise BadSettings(wrong("PHONE_REGION", f"no such country: {region}"))
        self._region = region

    def of_account(self, number: str) -> str | None:
        return _read("+" + number.strip().removeprefix("+"), None)

    def of_panel(self, written: str) -> str | None:
        return _read(written, self._region)


def _read(text: str, region: str | None) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.extension or plain.startswith(ANONYMOUS) or not phonenumbers.is_valid_number(number):
        return None
    return plain


def numbers_of(settings: Settings) -> Numbers | None:
    """None: a phone number is no proof. Raises BadSettings."""
    return Numbers(settings.phone_region) if settings.phone_links == "low" else None
