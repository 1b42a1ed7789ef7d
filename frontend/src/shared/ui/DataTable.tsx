import { Empty, Table, type TableColumnsType, type TableProps } from "antd";
import { orderingOf } from "@/shared/ui/sorting";

interface DataTableProps<Row> extends Pick<
  TableProps<Row>,
  "loading" | "expandable" | "scroll" | "pagination" | "onRow" | "bordered" | "sortDirections" | "summary"
> {
  rows: readonly Row[] | undefined;
  columns: TableColumnsType<Row>;
  rowKey: (row: Row) => string;
  /** What an empty table means here, in words. */
  empty?: string;
  /** Told the API's word for the order that the user chose. */
  onOrder?: (ordering: string) => void;
}

/** A dense table whose pages, if any, are turned elsewhere, and which says in words why it is empty. */
export function DataTable<Row extends object>({ rows, empty, onOrder, ...rest }: DataTableProps<Row>) {
  return (
    <Table<Row>
      size="small"
      pagination={false}
      dataSource={rows}
      locale={{
        emptyText: empty === undefined ? undefined : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />,
      }}
      onChange={onOrder && ((_, __, sorter) => onOrder(orderingOf(sorter)))}
      {...rest}
    />
  );
}
