<meta name="referrer" content="no-referrer">
<h3>Поддержка в Telegram</h3>
{if $link}
    <p>Откройте ссылку в течение десяти минут. Она сработает один раз и только для вас: никому её не пересылайте.</p>
    <p><a class="btn btn-primary" rel="noreferrer noopener" href="{$link|escape:'html'}">Открыть чат</a></p>
{elseif $problem eq 'masquerading'}
    <p>Вы вошли как администратор. Ссылку может получить только сам клиент.</p>
{elseif $problem eq 'no_right'}
    <p>Ваша учётная запись не может писать в поддержку от имени этого клиента. Попросите у владельца право на обращения.</p>
{elseif $problem eq 'too_many'}
    <p>За последний час ссылок было слишком много. Попробуйте позже.</p>
{elseif $problem eq 'unknown_client'}
    <p>Поддержка пока не знает этого клиента. Попробуйте через час или войдите в чате по коду из письма.</p>
{elseif $problem}
    <p>Сейчас ссылку получить не удалось. Попробуйте ещё раз или войдите в чате по коду из письма.</p>
{else}
    <p>Здесь можно войти в чат поддержки: чат узнает, от имени какого клиента вы пишете.</p>
{/if}
{if $problem neq 'masquerading'}
    <form method="post" action="index.php?m=frontdesk">
        <input type="hidden" name="token" value="{$token|escape:'html'}">
        <input type="hidden" name="csrf" value="{$csrf|escape:'html'}">
        <button class="btn btn-default" type="submit">Получить ссылку</button>
    </form>
{/if}
