import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useAsOf } from "@/features/enterprise/asOf";

const EARLIEST = "1949-10-01";

/** The day as of which everything on the tab is said: only what was known then counts. */
export function AsOf() {
  const { t } = useTranslation("assessments");
  const { asOf, isToday, today, change } = useAsOf();
  return (
    <div className="tags middle no-print">
      <label>
        <span className="muted">{t("asOf.label")}</span>{" "}
        <DatePicker
          value={dayjs(asOf)}
          allowClear={false}
          aria-label={t("asOf.label")}
          disabledDate={(one) => one.isAfter(dayjs(today), "day") || one.isBefore(dayjs(EARLIEST), "day")}
          onChange={(one) => change(one?.format("YYYY-MM-DD") ?? "")}
        />
      </label>
      {isToday ? (
        <span className="muted">{t("asOf.today")}</span>
      ) : (
        <>
          <span className="muted">{t("asOf.past")}</span>
          <Button type="link" size="small" onClick={() => change("")}>
            {t("asOf.back")}
          </Button>
        </>
      )}
    </div>
  );
}
