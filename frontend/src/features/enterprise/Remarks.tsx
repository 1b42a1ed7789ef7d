import { Tag } from "antd";
import { useTranslation } from "react-i18next";

const REMARKS = [
  "zero_denominator",
  "negative_denominator",
  "zero_base",
  "negative_base",
  "too_few_years",
  "doubtful_band",
  "judged_outside_band",
  "doubtful_edge",
  "no_class_row",
  "did_not_exist",
] as const;

/** Where the document is silent or the formula does not apply, in words. */
export function Remarks({ flags }: { flags: string[] }) {
  const { t } = useTranslation("enterprise");
  return REMARKS.filter((remark) => flags.includes(remark)).map((remark) => (
    <Tag key={remark} color="gold" variant="outlined">
      {t(`remark.${remark}`)}
    </Tag>
  ));
}
