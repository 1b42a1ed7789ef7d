"""A small rulebook with one of each: what the tests of the loader spoil line by line."""

GOOD = """\
programme: sample
version: "2026"
status: active
title: {zh: 样例, en: Sample}
documents:
  - {number: 样例〔2026〕1号, title: {zh: 办法, en: Measures}, issuers: [科技局], issued_on: 2026-01-17}
effective_from: 2026-04-01
effective_until: 2027-03-31
criteria:
  - id: staff
    title: {zh: 人数, en: Staff}
    text: {zh: 不超过500人, en: At most 500}
    article: 第六条
    confidence: solid
    kind: at_most
    measure: headcount_y0
    bound: 500
    unit: people
  - id: intensity
    title: {zh: 强度, en: Intensity}
    text: {zh: 强度, en: Intensity}
    article: 第七条
    confidence: doubtful
    kind: at_least
    ratio: {numerator: [rnd_expense_y0], denominator: [revenue_y0], zero: unknown}
    unit: ratio
    bound_by:
      measure: revenue_y0
      unit: yuan
      steps:
        - {at_most: 50000000, bound: 0.05}
        - {at_most: 200000000, bound: 0.04}
        - {otherwise: true, bound: 0.03}
  - id: resident
    title: {zh: 居民, en: Resident}
    text: {zh: 居民, en: Resident}
    article: 第八条
    confidence: solid
    kind: is_true
    measure: mainland_resident
  - id: enough
    title: {zh: 得分, en: Points}
    text: {zh: 得分, en: Points}
    article: 第九条
    confidence: solid
    kind: points_at_least
    of: total
    bound: 20
    unit: points
score:
  max: 30
  parts:
    - id: part
      title: {zh: 部分, en: Part}
      max: 30
      items:
        - id: rights
          title: {zh: 知识产权, en: Rights}
          max: 30
          article: 第十条
          confidence: solid
          requires: resident
          kind: bands
          measure: ip_class1
          unit: count
          bands:
            - {at_least: 2, points: [20, 30]}
            - {at_least: 1, points: 10}
            - {otherwise: true, points: 0}
"""

CLASSES = """\
  - id: size
    title: {zh: 小企业, en: Small}
    text: {zh: 小企业, en: Small}
    article: 第四条
    confidence: solid
    kind: in_class
    among: [small]
    table:
      by: industry_division
      classes: [{id: large, title: {zh: 大, en: Large}}, {id: small, title: {zh: 小, en: Small}, otherwise: true}]
      rows:
        - title: {zh: 工业, en: Industry}
          codes: ["06-46"]
          bounds: {large: {headcount_y0: 1000, revenue_y0: 400000000}}
        - title: {zh: 软件, en: Software}
          codes: ["65"]
          bounds: {large: {headcount_y0: 300}}
"""
"""A criterion with a table of two classes."""


def criterion(name: str, condition: str) -> str:
    """Return a criterion with a condition in flow style (`kind: …, measure: …`)."""
    head = "title: {zh: 条件, en: Condition}, text: {zh: 条件, en: Condition}, article: 第一条, confidence: solid"
    return f"  - {{id: {name}, {head}, {condition}}}\n"


def with_criteria(
    *criteria: str, programme: str = "sample", version: str = "2026", term: str = "2026-04-01", status: str = "active"
) -> str:
    """Return a rulebook of these criteria and no score."""
    return (
        f'programme: {programme}\nversion: "{version}"\nstatus: {status}\ntitle: {{zh: 样例, en: Sample}}\n'
        "documents: [{number: 样例〔2026〕1号, title: {zh: 办法, en: Measures}, issuers: [科技局]}]\n"
        f"effective_from: {term}\ncriteria:\n{''.join(criteria)}"
    )
