// npm run pictures: makes docs/pictures/*.png from the built window.
await import('./pictures.ts');
