"""Tables of visits, calls, trainings and policy pushes (走访台账)."""

from crm.casework.models import Engagement
from crm.intake.kinds.facts import FactKind, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

KIND_WORDS = words(
    {
        Engagement.Kind.VISIT: (
            "走访",
            "实地走访",
            "入企走访",
            "上门服务",
            "上门走访",
            "调研",
            "实地调研",
            "现场服务",
            "visit",
        ),
        Engagement.Kind.CALL: ("电话", "电话沟通", "电话联系", "电话回访", "电访", "call"),
        Engagement.Kind.TRAINING: (
            "培训",
            "政策培训",
            "宣讲",
            "政策宣讲",
            "座谈",
            "座谈会",
            "辅导",
            "集中辅导",
            "training",
        ),
        Engagement.Kind.POLICY_PUSH: ("政策推送", "推送", "短信", "微信", "政策告知", "惠企政策推送", "policy push"),
    }
)

ENGAGEMENTS = FactKind(
    kind=Kind.ENGAGEMENTS,
    model=Engagement,
    key=("kind", "happened_on", "purpose"),
    required=("kind", "happened_on", "purpose"),
    references={"caseworker": "caseworker"},
    happened=("happened_on",),
    fields=(
        Field(
            name="kind",
            reading="choice",
            zh="服务方式",
            en="kind of engagement",
            synonyms=("走访方式", "服务类型", "走访形式", "服务形式", "方式"),
            choices=KIND_WORDS,
        ),
        Field(
            name="happened_on",
            reading="date",
            zh="走访日期",
            en="happened on",
            synonyms=("走访时间", "服务日期", "服务时间", "日期", "时间", "联系日期", "联系时间"),
        ),
        Field(
            name="purpose",
            reading="text",
            zh="走访事由",
            en="purpose",
            synonyms=("走访目的", "走访主题", "走访内容", "服务内容", "事由", "主题", "主要内容", "服务事项"),
            most=200,
        ),
        Field(
            name="attendees",
            reading="text",
            zh="参加人员",
            en="who took part",
            synonyms=("走访人员", "参与人员", "陪同人员", "走访人", "参会人员", "服务人员"),
            most=200,
        ),
        Field(
            name="outcome",
            reading="text",
            zh="走访结果",
            en="outcome",
            synonyms=(
                "走访情况",
                "服务结果",
                "解决情况",
                "处理结果",
                "办理情况",
                "反映问题",
                "问题及诉求",
                "成效",
                "结果",
            ),
            most=10_000,
        ),
        Field(
            name="next_step",
            reading="text",
            zh="下一步措施",
            en="next step",
            synonyms=("下一步工作", "下步措施", "下步工作", "后续措施", "后续跟进", "下一步计划"),
            most=200,
        ),
        Field(
            name="next_step_on",
            reading="date",
            zh="计划完成日期",
            en="next step due on",
            synonyms=("完成时限", "计划完成时间", "办结时限", "跟进日期", "下次跟进日期", "下次走访日期"),
            may_be_future=True,
        ),
        Field(
            name="caseworker",
            reading="text",
            zh="经办人",
            en="caseworker",
            synonyms=("责任人", "服务专员", "包联干部", "联络员", "包保干部", "具体负责人", "经办人员"),
            most=64,
        ),
    ),
)
