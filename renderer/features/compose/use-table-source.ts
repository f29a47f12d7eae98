/** Receives a table of recipients: pasted, opened, or dropped on the field. */
import { type DragEvent, useState } from 'react';

/** What the dialog of tables reads. */
export type TableSource =
  | { readonly kind: 'pasted'; readonly text: string }
  | { readonly kind: 'file'; readonly file: File };

export function useTableSource() {
  const [source, setSource] = useState<TableSource | null>(null);
  const [dropping, setDropping] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    source,
    dropping,
    close: () => setSource(null),
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
