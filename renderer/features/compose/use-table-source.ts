/** Receives a table of recipients: pasted, opened, or dropped on the field. */
import { notifications } from '@mantine/notifications';
import { type DragEvent, useState } from 'react';
import { useWords } from '../../lib/language.tsx';
import { decodeFile, mostFileBytes } from './read-file.ts';
import type { TableSource } from './table-dialog.tsx';

export function useTableSource() {
  const words = useWords().drafts;
  const [source, setSource] = useState<TableSource | null>(null);
  const [dropping, setDropping] = useState(false);

  function refuse(message: string) {
    notifications.show({ color: 'bad', message, autoClose: 8000 });
  }
  async function read(file: File) {
    if (file.size > mostFileBytes) return refuse(words.fileTooLarge(mostFileBytes / 1_000_000));
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return refuse(words.fileUnreadable);
    const text = decodeFile(new Uint8Array(bytes));
    if (text.ok) return setSource({ text: text.text, file: file.name, encoding: text.encoding });
    const why = {
      large: words.fileTooLarge(mostFileBytes / 1_000_000),
      workbook: words.fileWorkbook,
      binary: words.fileBinary,
      empty: words.fileEmpty,
    };
    refuse(why[text.why]);
  }

  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    source,
    dropping,
    close: () => setSource(null),
    paste: (text: string) => setSource({ text, file: null, encoding: null }),
    read: (file: File | null) => {
      if (file !== null) void read(file);
    },
    drop: {
      onDragOver(event: DragEvent) {
        if (!hasFile(event)) return;
        event.preventDefault();
        setDropping(true);
      },
      onDragLeave: () => setDropping(false),
      onDrop(event: DragEvent) {
        setDropping(false);
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        void read(file);
      },
    },
  };
}
