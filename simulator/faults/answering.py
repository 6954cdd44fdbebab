"""What is left of Telegram's answer on its way back."""

from aiohttp import web

from simulator.faults.rule import Kind, Rule
from simulator.waits import until
from simulator.world.world import World

PAGE = "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<h1>{title}</h1>\r\n</body>\r\n</html>\r\n"
FAILED = {"ok": False, "error_code": 500, "description": "Internal Server Error"}


async def spoilt(answer: web.Response, rule: Rule, request: web.Request, world: World) -> web.Response:
    """The answer as the bot gets it."""
    match rule.kind:
        case Kind.LOST_ANSWER:
            return cut(request)
        case Kind.SLOW:
            await _late(rule, request, world)
            return answer
        case Kind.TRUNCATED:
            return _half(answer)
        case Kind.SERVER_ERROR:
            return web.json_response(FAILED, status=500)
        case Kind.BAD_GATEWAY:
            return _page(502, "502 Bad Gateway")
        case Kind.TOO_LARGE_PAGE:
            return _page(413, "413 Request Entity Too Large")
        case _:
            return answer


def cut(request: web.Request) -> web.Response:
    """The connection dies."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _late(rule: Rule, request: web.Request, world: World) -> None:
    def left() -> bool:
        return request.transport is None or request.transport.is_closing()

    await until(world, world.clock.now().timestamp() + rule.seconds if rule.seconds else float("inf"), left)


def _half(answer: web.Response) -> web.Response:
    body = answer.body if isinstance(answer.body, bytes) else b""
    return web.Response(body=body[: len(body) // 2], status=answer.status, content_type="application/json")


def _page(status: int, title: str) -> web.Response:
    return web.Response(status=status, text=PAGE.format(title=title), content_type="text/html")
