import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { articlesCard } from '../../src/cards/articlesCard';
import { pageOf } from '../../src/domain/paging';
import { lateInstitutions } from '../../src/services/articles/stock';
import { plainPlaceName } from '../placeName';
import { replace, send } from '../show';
import { turnOf } from '../turn';

const PER_PAGE = 6;

/** Where loans should have come back, for who steers. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showLate(context: TurnContext, wanted = 1): Promise<void> {
  const { t, services, actor, answer } = turnOf(context);
  const [late, known] = await Promise.all([lateInstitutions(services, actor), services.directory.institutions()]);
  const { page, pages, from } = pageOf(late.length, wanted, PER_PAGE);
  const rows = late.slice(from, from + PER_PAGE).map(({ institution, count, since }) => {
    const place = known.get(institution);
    return {
      name: t('common:plain', { text: place ? plainPlaceName(t, place) : institution }),
      about: t('articles:late.about', { count, date: new Date(since) }),
      actions: [{ title: t('articles:late.detail'), click: { act: 'detail' as const, institution } }],
    };
  });
  const activity = cardMessage(
    articlesCard(t, {
      title: t('articles:late.title', { count: late.length }),
      rows,
      ...{ page, pages, act: 'overdue' },
    }),
  );
  if (answer.kind === 'click' && answer.data.page !== undefined)
    await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}
