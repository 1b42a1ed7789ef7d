"""Tables of the people to speak to at a firm: personal data."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from crm.enterprises.models import Contact
from crm.enterprises.names import spelling
from crm.intake.findings import Finding, remark
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

MOBILE = re.compile(r"(?:\+?0{0,2}86)?(?P<number>1[0-9]{10})")


def tidy_phone(text: str) -> str:
    """A mobile number as eleven digits; another number as it is written, without blanks."""
    bare = spelling(text)
    mobile = MOBILE.fullmatch(re.sub(r"[\-—()]", "", bare))
    return mobile["number"] if mobile else bare


def phone_spelling(phone: str) -> str:
    """The digits alone."""
    return re.sub(r"[^0-9]", "", tidy_phone(phone))


def tidy(values: Stated) -> Tidied:
    """Phone and e-mail in one spelling; an address that none can write to stays empty."""
    tidied: dict[str, Value] = dict(values)
    findings: tuple[Finding, ...] = ()
    if "phone" in values:
        tidied["phone"] = tidy_phone(str(values["phone"]))
    if "email" in values:
        email = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(values["email"])))
        tidied["email"] = email
        try:
            validate_email(email)
        except ValidationError:
            del tidied["email"]
            findings = (remark("contact.email_unreadable").about("email"),)
    return tidied, findings


CONTACTS = FactKind(
    kind=Kind.CONTACTS,
    model=Contact,
    key=("person", "phone"),
    loose=("phone",),
    required=("person",),
    columns={"person": "name"},
    spellings={"phone": phone_spelling},
    tidy=tidy,
    fields=(
        Field(
            name="person",
            reading="name",
            zh="联系人",
            en="person",
            synonyms=("姓名", "联系人姓名", "企业联系人", "联络人", "负责人姓名", "contact"),
            most=64,
        ),
        Field(
            name="position",
            reading="text",
            zh="职务",
            en="position",
            synonyms=("联系人职务", "岗位", "职位", "部门及职务"),
            most=64,
        ),
        Field(
            name="phone",
            reading="code",
            zh="联系电话",
            en="phone",
            synonyms=(
                "手机",
                "手机号",
                "手机号码",
                "电话",
                "电话号码",
                "联系方式",
                "移动电话",
                "联系人电话",
                "联系人手机",
            ),
            most=32,
        ),
        Field(
            name="email",
            reading="text",
            zh="电子邮箱",
            en="e-mail",
            synonyms=("邮箱", "电子邮件", "邮件地址", "email", "E-mail", "联系邮箱"),
            most=254,
        ),
    ),
)
