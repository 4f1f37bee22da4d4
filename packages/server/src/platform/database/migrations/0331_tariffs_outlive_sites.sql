-- Which tariff applied at a site is part of the books: it stays known when the site is gone. Owner: tariffs.
alter table tariff_assignments drop constraint tariff_assignments_site_id_fkey;
