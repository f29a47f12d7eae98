// npm run seed -- [--messages N] [--data DIR]: fills a data folder with a plausible history for trying
// Omnideck.
const { seed } = await import('./seed.ts');
await seed(process.argv.slice(2));
