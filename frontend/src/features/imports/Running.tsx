import { Alert, Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { ProgressBar } from "@/features/imports/ProgressBar";
import { cancel } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { useStep } from "@/features/imports/useStep";
import { problemText } from "@/shared/ui/Problem";

/** A job has the import in hand: how far it is, that one may leave, and the way to stop it. */
export function Running({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const stop = useStep(table, () => cancel(table.id));
  const stopping = stop.isSuccess || table.progress?.stopping;
  return (
    <Card>
      <Flex vertical gap={12}>
        <ProgressBar progress={table.progress} />
        <Flex wrap gap={12} align="center" justify="space-between">
          <span className="muted">{t("running.leave")}</span>
          {table.can.cancel && (
            <Button loading={stop.isPending} disabled={stopping} onClick={() => stop.mutate()}>
              {t(stopping ? "running.stopping" : "running.cancel")}
            </Button>
          )}
        </Flex>
        {stop.error && <Alert type="error" showIcon title={problemText(common, stop.error)} />}
      </Flex>
    </Card>
  );
}
