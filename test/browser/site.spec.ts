import { createEcho } from './echo.ts';
import { test } from './page.ts';
import { ELEMENTS } from './site-elements.ts';
import { frameworks } from './site-frameworks.ts';
import { NATIVES } from './site-natives.ts';
import { navigation, network } from './site-network.ts';
import { STATE } from './site-state.ts';
import { expectSame } from './site.ts';

test.describe.configure({ timeout: 180_000 });

for (const exercise of [...NATIVES, ...STATE, ...ELEMENTS, navigation]) {
  test(exercise.name, ({ browser, world, scheme }) => expectSame({ browser, world, scheme }, exercise));
}

test('what asks the site’s own servers is answered', async ({ browser, world, scheme }) => {
  const echo = await createEcho();
  try {
    await expectSame({ browser, world, scheme }, network(echo.port));
  } finally {
    echo.stop();
  }
});

for (const [index, name] of ['React', 'Vue'].entries()) {
  test(`a page in ${name} is the same page`, async ({ browser, world, scheme }) => {
    const exercise = (await frameworks())[index];
    if (exercise) await expectSame({ browser, world, scheme }, exercise);
  });
}
