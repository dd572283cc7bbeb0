-- What the region in focus could grow next: near to what it has, and complex.
-- table: industry density pci gain firms_here firms
-- data: next
SELECT report.industry(o.industry) AS industry, o.density, o.pci, o.gain, o.industry_firms AS firms, o.firms AS firms_here, o.eci, o.mean_density AS usual_density, o.quadrant = 'near and complex' AS near_and_complex
FROM opportunity AS o
WHERE NOT o.present AND o.pci IS NOT NULL AND o.density IS NOT NULL ORDER BY near_and_complex DESC, o.density DESC, o.industry;
