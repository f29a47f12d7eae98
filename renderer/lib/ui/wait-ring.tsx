/** A ring that fills during a wait; if its end is not known, a quarter of it. */
export function WaitRing({ share, size = 16 }: { share: number | null; size?: number }) {
  const radius = 6;
  const round = 2 * Math.PI * radius;
  const filled = share === null ? 0.25 : Math.min(1, Math.max(0.03, share));
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r={radius} stroke="var(--line2)" strokeWidth="1.8" />
      <circle
        cx="8"
        cy="8"
        r={radius}
        stroke="var(--accent)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeDasharray={`${filled * round} ${round}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
