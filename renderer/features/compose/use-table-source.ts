/** Receives a table of recipients: pasted, opened, or dropped on the field. */
import { type DragEvent, useState } from 'react';

/** What the dialog of tables reads. */
export type TableSource =
  | { readonly kind: 'pasted'; readonly text: string; readonly isList?: boolean }
  | { readonly kind: 'file'; readonly file: File };

/** The files that the dialog reads, for a field that chooses one. */
export const tableFiles =
  '.xlsx,.csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function useTableSource() {
  const [source, setSource] = useState<TableSource | null>(null);
  const [dropping, setDropping] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    source,
    dropping,
    close: () => setSource(null),
    show: setSource,
    paste: (text: string) => setSource({ kind: 'pasted', text }),
    read: (file: File | null) => {
      if (file !== null) setSource({ kind: 'file', file });
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
        setSource({ kind: 'file', file });
      },
    },
  };
}
