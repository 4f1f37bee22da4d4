/** A tariff with a bit of everything, as OCPI JSON. */
export const SAMPLE_TARIFF = {
  country_code: 'DE',
  party_id: 'XYZ',
  id: 'DAY-NIGHT',
  currency: 'EUR',
  type: 'AD_HOC_PAYMENT',
  tariff_alt_url: 'https://example.com/tariff',
  tariff_alt_text: [{ language: 'en', text: 'Day and night' }],
  min_price: { excl_vat: 1 },
  max_price: { excl_vat: 50, incl_vat: 59.5 },
  elements: [
    {
      price_components: [{ type: 'FLAT', price: 2, vat: 19, step_size: 1 }],
      restrictions: { reservation: 'RESERVATION' },
    },
    {
      price_components: [{ type: 'FLAT', price: 5, vat: 19, step_size: 1 }],
      restrictions: { reservation: 'RESERVATION_EXPIRES' },
    },
    {
      price_components: [{ type: 'ENERGY', price: 0.35, vat: 19, step_size: 1 }],
      restrictions: { start_time: '22:00', end_time: '06:00', day_of_week: ['MONDAY', 'SUNDAY'] },
    },
    { price_components: [{ type: 'ENERGY', price: 0.45, vat: 19, step_size: 100 }], restrictions: { max_kwh: 20.5 } },
    {
      price_components: [
        { type: 'ENERGY', price: 0.55, vat: 19, step_size: 1 },
        { type: 'FLAT', price: 0.35, vat: 19, step_size: 1 },
      ],
    },
    {
      price_components: [{ type: 'PARKING_TIME', price: 6, vat: 19, step_size: 60 }],
      restrictions: { min_duration: 14400, min_power: 0, start_date: '2026-01-01' },
    },
  ],
  start_date_time: '2026-01-01T00:00:00Z',
  end_date_time: '2027-01-01T00:00:00Z',
  last_updated: '2026-01-01T00:00:00Z',
  energy_mix: { is_green_energy: true },
}
