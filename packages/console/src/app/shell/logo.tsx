/** The plug mark. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ flex: 'none', display: 'block' }}>
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-brand-filled)" />
      <g fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="m8 24 3.4-3.4" />
        <path d="m20.6 11.4 3.4-3.4" />
        <path d="m11.2 14.2 6.6 6.6-2 2a4.4 4.4 0 0 1-6.4-.2 4.6 4.6 0 0 1-.2-6.4z" />
        <path d="m20.8 17.8-6.6-6.6 2-2a4.4 4.4 0 0 1 6.4.2 4.6 4.6 0 0 1 .2 6.4z" />
      </g>
    </svg>
  )
}
