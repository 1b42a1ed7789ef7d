import { InfoCircleOutlined } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useWords } from "@/shared/i18n";

interface Cited {
  article: string;
  document?: string;
  confidence: string;
  note?: { zh: string; en: string } | null;
}

const DOUBTS = ["secondary", "unverified", "doubtful"] as const;
type Doubt = (typeof DOUBTS)[number];

/** The article that a criterion rests on, with a flag where the text behind it is not certain. */
export function Citation({ of }: { of: Cited }) {
  return (
    <>
      <div>{of.article}</div>
      {of.document && <div className="muted">{of.document}</div>}
      <ConfidenceTag of={of} />
    </>
  );
}

/** A flag where the text behind a provision is not certain; its note where it has one. */
export function ConfidenceTag({ of }: { of: Pick<Cited, "confidence" | "note"> }) {
  const { t } = useTranslation();
  const words = useWords();
  const doubt = DOUBTS.find((one): one is Doubt => one === of.confidence);
  const note = words(of.note);
  if (doubt) {
    return (
      <Tooltip title={[t(`confidence.${doubt}.text`), note].filter(Boolean).join(" ")}>
        <Tag color="gold" variant="outlined">
          {t(`confidence.${doubt}.tag`)}
        </Tag>
      </Tooltip>
    );
  }
  if (!note) return null;
  return (
    <Tooltip title={note}>
      <InfoCircleOutlined className="muted" aria-label={note} />
    </Tooltip>
  );
}
