/**
 * Returns the default properties of a control that the first screen does not show. The control's own `extend` would load
 * its code there.
 */
export function defaultsOf<Props>(defaultProps: Partial<Props>): { readonly defaultProps: Partial<Props> } {
  return { defaultProps };
}
