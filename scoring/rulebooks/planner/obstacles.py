"""What stands in the way where there is no plan, and what a plan takes for granted."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.encode import Encoder
from scoring.rulebooks.planner.plans import Obstacle, Plan, Why
from scoring.rulebooks.planner.solve import cheapest
from scoring.rulebooks.planner.start import Setting, Start
from scoring.rulebooks.planner.tree import Tree
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import Criterion, Text

REASONS: Mapping[Why, Text] = {
    "fixed": Text(
        zh="到那时没有可做的事能改变它（年限、以往年度、行业、事故等）。",
        en="Nothing that can be done moves it by then: age, past years, industry, incidents.",
    ),
    "judged": Text(
        zh="取决于专家或平台的评分。",
        en="It hangs on points that experts or a platform give.",
    ),
    "not_known": Text(
        zh="所需事实未知，且不宜预先假定其结果。",
        en="It hangs on facts that are not known and whose outcome no plan should presume.",
    ),
    "beyond_levers": Text(
        zh="把所有可用措施用足也达不到。",
        en="All that can be done, done to its limit, is not enough.",
    ),
    "together": Text(
        zh="单独可以达到，与其他条件同时达到则超出限度。",
        en="It can be met alone, but not together with the others.",
    ),
}
"""Why a criterion stands in the way, in words."""


def obstacles(start: Start) -> tuple[Obstacle, ...]:
    """Return the criteria that keep a firm from the goal on the last day that is planned for."""
    encoder = Encoder(start)
    trees = {criterion.id: encoder.criterion(criterion) for criterion in start.setting.evaluation.rulebook.criteria}
    rules = [*start.rules(), *start.plausible()]
    alone = tuple(_alone(start, trees, rules))
    return alone or tuple(_together(start, trees))


def _alone(start: Start, trees: dict[str, Tree], rules: Sequence[Tree]) -> Iterator[Obstacle]:
    for criterion in start.setting.evaluation.rulebook.criteria:
        tree = trees[criterion.id]
        if tree is False:
            yield Obstacle(criterion=criterion, why=_why(start, criterion))
        elif tree is not True and cheapest([tree, *rules], start.upper, start.cost) is None:
            yield Obstacle(criterion=criterion, why=_why(start, criterion, moved=True))


def _together(start: Start, trees: dict[str, Tree]) -> Iterator[Obstacle]:
    for criterion in start.setting.evaluation.rulebook.criteria:
        if trees[criterion.id] is not True:
            yield Obstacle(criterion=criterion, why="together")


def _why(start: Start, criterion: Criterion, *, moved: bool = False) -> Why:
    row = Row(evaluation=start.setting.evaluation, at=start.setting.at)
    missing = row.missing_of_criteria([criterion])
    if any(MEASURES[name].unit == "points" for name in missing):
        return "judged"
    if not moved and row.sign(criterion) == 0:
        return "not_known"
    names = criterion.clause.measures() or start.setting.evaluation.rulebook.measures()
    return "beyond_levers" if moved or start.moves(names) else "fixed"


def assumptions(first: Setting, plans: Sequence[Plan]) -> tuple[Text, ...]:
    """Return what the plans take for granted of the firm that stands as `first` says today."""
    return (_EFFORTS, *(text for text, said in _SAID if any(map(said, plans))), *_other_versions(first, plans))


_EFFORTS = Text(
    zh="工作量权重为本局的估计，可以修改；除所列步骤外，企业其他情况不变。",
    en="Efforts are the bureau's own estimate and can be edited; all that is not listed stays as it is.",
)
_LISTED = frozenset({"ip_right", "conversion"})
"""Facts that are counted from lists, unknown until the list is complete."""
_SAID: tuple[tuple[Text, Callable[[Plan], bool]], ...] = (
    (
        Text(
            zh="尚未结束年度的数据按最近一个有数据的年度计。",
            en="Figures of years that are not over are taken to be those of the newest year that has any.",
        ),
        lambda plan: bool(plan.carried),
    ),
    (
        Text(
            zh="列为“待查实”的事实以查实结果符合所列条件为前提。",
            en="Facts to be found out have to turn out as listed.",
        ),
        lambda plan: bool(plan.establish),
    ),
    (
        Text(
            zh="该企业的知识产权或成果转化清单尚不完整，数量未知；须先补全清单，方能确定。",
            en="The list of the firm's rights or conversions is not complete, so their number is unknown; "
            "it has to be completed before anything is certain.",
        ),
        lambda plan: any(MEASURES[name].fact in _LISTED for name in plan.open),
    ),
)
"""What is said of plans of which it is true."""


def _other_versions(first: Setting, plans: Sequence[Plan]) -> Iterator[Text]:
    """Yield that another version than today's speaks on the day of a plan."""
    now = first.evaluation.rulebook
    for other in dict.fromkeys(plan.rulebook.version for plan in plans if plan.rulebook.version != now.version):
        days = "、".join(str(plan.ready_on) for plan in plans if plan.rulebook.version == other)
        yield Text(
            zh=f"{days} 的方案按届时有效的 {other} 版评定，不按今日的 {now.version} 版。",
            en=f"Plans for {days.replace('、', ', ')} go by version {other}, which is in force then, "
            f"not by today's {now.version}.",
        )
