import { formatFault, InventoryError, loadInventory } from './load.ts';

const paths = process.argv.slice(2);
if (paths.length === 0 || paths.includes('--help')) {
  console.log('Use: npm run check -w contract -- FILE_OR_FOLDER...');
  process.exit(paths.length === 0 ? 2 : 0);
}
try {
  const inventory = await loadInventory(paths);
  console.log(
    `good: ${inventory.sites.length} sites, ${inventory.elements.length} elements, ${inventory.parties.length} parties`,
  );
} catch (error) {
  if (!(error instanceof InventoryError)) throw error;
  for (const fault of error.faults) console.error(formatFault(fault));
  console.error(`${error.faults.length} fault(s)`);
  process.exitCode = 1;
}
