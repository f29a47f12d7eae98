export function CallbacksScreen(_: { id: number | null; messageId: string | null }) {
  return null;
}
