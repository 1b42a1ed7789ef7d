import { Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

/** Nobody loses what was typed by a wrong click: leaving with changes that are not saved is asked about. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation("drafts");
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    return dirty && currentLocation.pathname !== nextLocation.pathname;
  });
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return (
    <Modal
      open={blocker.state === "blocked"}
      title={t("leave.title")}
      okText={t("leave.do")}
      okButtonProps={{ danger: true }}
      cancelText={t("leave.stay")}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t("leave.note")}
    </Modal>
  );
}
