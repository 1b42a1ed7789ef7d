import { Alert, Card } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import styles from "@/features/models/models.module.css";
import type { FeatureCurve, ModelCard } from "@/features/models/types";
import { curveOption } from "@/features/models/version/options";
import { signed } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { useMeasureText } from "@/shared/measures";
import { Chart } from "@/shared/ui/Chart";

/** In the order of the features, of which the strongest comes first. */
function strongestFirst({ curves, features }: ModelCard): FeatureCurve[] {
  const place = ({ feature }: FeatureCurve) => features.findIndex(({ name }) => name === feature);
  return [...curves].sort((a, b) => place(a) - place(b));
}

/** The curves of an additive model: all that it knows, to be read and defended. */
export function CurvesPart({ card }: { card: ModelCard }) {
  const { t } = useTranslation("models");
  if (card.curves.length === 0) return <Alert type="info" showIcon title={t("curves.none")} />;
  return (
    <>
      <p className="muted">{t("curves.note")}</p>
      <div className={styles["curves"]}>
        {strongestFirst(card).map((curve) => (
          <Curve key={curve.feature} of={curve} />
        ))}
      </div>
    </>
  );
}

function Curve({ of }: { of: FeatureCurve }) {
  const { t } = useTranslation("models");
  const words = useWords();
  const text = useMeasureText();
  const option = useMemo(() => curveOption(of, (value) => text(value, of.unit)), [of, text]);
  return (
    <Card size="small" title={words(of)}>
      <Chart option={option} height={180} label={t("curves.of", { feature: words(of) })} />
      {of.missing !== null && <span className="muted">{t("curves.missing", { part: signed(of.missing) })}</span>}
    </Card>
  );
}
