// npm run seed -- [--messages N] [--data DIR]: fills a data folder with a believable history to look at.
const { seed } = await import('./seed.ts');
await seed(process.argv.slice(2));
