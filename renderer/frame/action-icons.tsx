import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  AuditOutlined,
  DeleteRowOutlined,
  InsertRowBelowOutlined,
  PrinterOutlined,
  RedoOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

/** The icons of commands that have a button, by their id. */
export const actionIcons: Record<string, ReactNode> = {
  undo: <UndoOutlined />,
  redo: <RedoOutlined />,
  'row-insert': <InsertRowBelowOutlined />,
  'row-delete': <DeleteRowOutlined />,
  'row-up': <ArrowUpOutlined />,
  'row-down': <ArrowDownOutlined />,
  review: <AuditOutlined />,
  print: <PrinterOutlined />,
};
