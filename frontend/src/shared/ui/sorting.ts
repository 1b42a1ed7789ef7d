import type { TableProps } from "antd";

/** The API's word for an order as Ant Design's, for the column `name` (“-name” means downwards). */
export function sortOrder(ordering: string, name: string): "ascend" | "descend" | null {
  if (ordering === name) return "ascend";
  return ordering === `-${name}` ? "descend" : null;
}

type Sorter<Row> = Parameters<NonNullable<TableProps<Row>["onChange"]>>[2];

/** Ant Design's word for an order as the API's; "" when the column's own order was switched off. */
export function orderingOf<Row>(sorter: Sorter<Row>): string {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (!one?.order) return "";
  const key = String(one.columnKey);
  return one.order === "descend" ? `-${key}` : key;
}
