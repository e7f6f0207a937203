import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  AuditOutlined,
  DeleteRowOutlined,
  HistoryOutlined,
  InsertRowBelowOutlined,
  LockOutlined,
  PrinterOutlined,
  RedoOutlined,
  TagOutlined,
  UndoOutlined,
  UnlockOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

/** The icons of commands that have a button, by their id. They are not read out: their own names are English. */
export const actionIcons: Record<string, ReactNode> = {
  undo: <UndoOutlined aria-hidden />,
  redo: <RedoOutlined aria-hidden />,
  'row-insert': <InsertRowBelowOutlined aria-hidden />,
  'row-delete': <DeleteRowOutlined aria-hidden />,
  'row-up': <ArrowUpOutlined aria-hidden />,
  'row-down': <ArrowDownOutlined aria-hidden />,
  history: <HistoryOutlined aria-hidden />,
  'name-version': <TagOutlined aria-hidden />,
  lock: <LockOutlined aria-hidden />,
  unlock: <UnlockOutlined aria-hidden />,
  review: <AuditOutlined aria-hidden />,
  print: <PrinterOutlined aria-hidden />,
};
