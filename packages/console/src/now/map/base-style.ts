import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'

export type Scheme = 'light' | 'dark'

interface MapColors {
  readonly water: string
  readonly land: string
  readonly coast: string
  readonly country: string
  readonly state: string
  readonly river: string
  readonly label: string
  readonly halo: string
}

const colors: Readonly<Record<Scheme, MapColors>> = {
  light: {
    water: '#d5e4ee',
    land: '#f6f6f3',
    coast: '#a9b9c6',
    country: '#8d98a5',
    state: '#d8dbe0',
    river: '#b3c9d8',
    label: '#4d5763',
    halo: '#f6f6f3',
  },
  dark: {
    water: '#10202b',
    land: '#1b2128',
    coast: '#3a4754',
    country: '#596573',
    state: '#2b333d',
    river: '#1f3442',
    label: '#b4bdc8',
    halo: '#14181d',
  },
}

/** The built-in world: no request leaves this server. Labels use the reader's own fonts, so no glyphs are fetched. */
export function baseStyle(scheme: Scheme): StyleSpecification {
  return {
    version: 8,
    sources: {
      world: {
        type: 'vector',
        url: `pmtiles://${location.origin}/world.pmtiles`,
        attribution: 'Natural Earth · GeoNames',
      },
    },
    layers: baseLayers(colors[scheme]),
  }
}

function baseLayers(color: MapColors): LayerSpecification[] {
  return [
    { id: 'water', type: 'background', paint: { 'background-color': color.water } },
    fill('land', color.land),
    line('rivers', color.river, 0.7, 4),
    fill('lakes', color.water),
    { ...line('state', color.state, 0.8, 4), paint: { 'line-color': color.state, 'line-dasharray': [3, 2] } },
    line('coast', color.coast, 0.8),
    line('country', color.country, 1.1),
    {
      id: 'places',
      type: 'symbol',
      source: 'world',
      'source-layer': 'places',
      layout: {
        'text-field': ['get', 'n'],
        'text-font': ['sans-serif'],
        'text-size': ['case', ['==', ['get', 'cap'], 1], 13, 11],
        'symbol-sort-key': ['-', 0, ['get', 'p']],
        'text-padding': 6,
      },
      paint: { 'text-color': color.label, 'text-halo-color': color.halo, 'text-halo-width': 1.2 },
    },
  ]
}

function fill(layer: string, color: string): LayerSpecification {
  return { id: layer, type: 'fill', source: 'world', 'source-layer': layer, paint: { 'fill-color': color } }
}

function line(layer: string, color: string, width: number, minzoom = 0) {
  return {
    id: layer,
    type: 'line',
    source: 'world',
    'source-layer': layer,
    minzoom,
    paint: { 'line-color': color, 'line-width': width },
  } as const
}
