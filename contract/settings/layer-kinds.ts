/** Where a value comes from, the strongest first; below them all is the default. */
export const layerKinds = ['machine-policy', 'user-policy', 'cluster', 'user'] as const;
export type LayerKind = (typeof layerKinds)[number];
