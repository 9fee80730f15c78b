# %% [markdown] lang="ko" description="Flatten과 GlobalAveragePooling2D를 크기, 과적합, 옮긴 물체, 클래스 활성화 맵으로 견주는 실습입니다."
# # Flatten과 전역 풀링, 무엇을 쓸까 { #flatten-or-pool }
#
# 합성곱(convolution) 층이 만든 특성 맵(feature map)을 [`Dense`](../core/dense.md)에 넘기는 길은 둘입니다. [`Flatten`](../core/flatten.md)은 모든 칸을 한 줄로 펴고, [`GlobalAveragePooling2D`](../pooling/global_pooling.md)는 맵마다 평균 하나만 남깁니다. 앞은 자리를 모두 남기고, 뒤는 자리를 모두 버립니다.
#
# 나머지가 똑같은 두 모델을 만들어, 그림에 더하기, 곱하기, 마름모 가운데 무엇이 있는지 맞히게 합니다. 학습용 그림에서 물체는 언제나 **왼쪽 절반**에 있습니다.
#
# 먼저 예상해 봅니다.
#
# - 그림이 50장뿐이면 어느 모델이 더 잘 맞힐까요? 800장이면 어떨까요?
# - 물체를 한 번도 나온 적 없는 **오른쪽**으로 옮기면 두 모델은 어떻게 될까요?
# - 자리를 버린 모델이, 물체가 어디에 있는지 가리킬 수 있을까요?
# %% [markdown] lang="en" description="An experiment you can run: Flatten against GlobalAveragePooling2D by size, overfitting, moved objects and class activation maps."
# # Flatten or global pooling { #flatten-or-pool }
#
# There are two ways to hand the feature maps of a convolution to [`Dense`](../core/dense.md). [`Flatten`](../core/flatten.md) lays all cells out in a row, [`GlobalAveragePooling2D`](../pooling/global_pooling.md) keeps one mean of each map. The first keeps every place, the second gives every place up.
#
# We build two models that are alike in everything else and let them tell whether a picture shows a plus, a cross or a diamond. In the pictures for training the object is always in the **left half**.
#
# Make your predictions first.
#
# - With only 50 pictures, which model does better? And with 800?
# - Move the objects to the **right**, where none has ever been. What becomes of the two models?
# - Can a model that gave up all places point to where the object is?
# %% [markdown] lang="ko"
# ## 그림 만들기 { #pictures }
#
# 물체는 5 × 5칸입니다. 마지막 줄은 켜진 칸의 수입니다. 서로 비슷하므로 밝기만 보고는 맞힐 수 없습니다.
#
# 계산은 `float64`로 합니다. 컴퓨터마다 다른 반올림이 학습하는 동안 커지지 않게 하려는 것으로, 실험의 내용과는 상관없습니다.
# %% [markdown] lang="en"
# ## Making pictures { #pictures }
#
# An object has 5 × 5 cells. The last line counts the cells that are lit. The counts are close, so brightness alone does not give the answer.
#
# We compute in `float64`. It keeps the rounding, which differs between computers, from growing during training, and has nothing to do with the experiment itself.
# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(0)
tf.config.experimental.enable_op_determinism()
tf.keras.config.set_floatx("float64")
i, j = np.mgrid[-2:3, -2:3]
plus, cross, diamond = i * j == 0, abs(i) == abs(j), abs(i) + abs(j) == 2
shapes = np.array([plus, cross, diamond], float)
print(shapes.shape)
print(shapes.sum(axis=(1, 2)))
# %% [markdown] lang="ko"
# 그림은 20 × 20칸이고, 옅은 잡음 위에 물체 하나를 놓습니다. 물체의 왼쪽 끝은 2열에서 5열 사이이므로 물체는 9열을 넘지 않습니다. `x_moved`는 시험용 그림 `x_test`를 통째로 오른쪽으로 8칸 돌린 것입니다. 물체도 잡음도 똑같고 자리만 다릅니다.
# %% [markdown] lang="en"
# A picture has 20 × 20 cells: faint noise with one object on it. The left edge of the object is in columns 2 to 5, so no object reaches beyond column 9. `x_moved` is the test pictures, `x_test`, rolled 8 cells to the right. Objects and noise are the same; only the place is another.
# %%
def pictures(count, columns, rng):
    x = rng.normal(scale=0.1, size=(count, 20, 20))
    kind = np.arange(count) % len(shapes)
    top = rng.integers(2, 14, size=count)
    left = rng.integers(*columns, size=count)
    for n, (r, c) in enumerate(zip(top, left, strict=True)):
        x[n, r : r + 5, c : c + 5] += shapes[kind[n]]
    return x[..., None], kind, top, left


rng = np.random.default_rng(0)
x, kind, _, _ = pictures(800, (2, 6), rng)
x_test, kind_test, top, left = pictures(600, (2, 6), rng)
x_moved = np.roll(x_test, 8, axis=2)
print(x.shape, x_test.shape)
# %% alt_ko="더하기, 곱하기, 마름모가 왼쪽 절반에 있는 그림 세 장과, 같은 그림을 오른쪽으로 옮긴 세 장" alt_en="Three pictures with a plus, a cross and a diamond in the left half, and the same three moved to the right"
fig, axes = plt.subplots(2, 3, figsize=(5.4, 3.8))
for n in range(3):
    axes[0, n].imshow(x_test[n, :, :, 0], cmap="Greys")
    axes[1, n].imshow(x_moved[n, :, :, 0], cmap="Greys")
for ax in axes.flat:
    ax.axvline(9.5, color="C4", linewidth=1, linestyle=":")
    ax.set(xticks=[], yticks=[])
axes[0, 0].set_ylabel("x_test")
axes[1, 0].set_ylabel("x_moved")
fig.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 윗줄은 학습용 그림과 같은 쪽에, 아랫줄은 물체가 한 번도 없었던 쪽에 물체가 있습니다.
#
# ## 두 모델 { #models }
#
# [`Conv2D`](../convolution/conv2d.md) 두 층을 지난 다음 `squeeze` 자리에 `Flatten`이나 `GlobalAveragePooling2D`가 들어갑니다. 줄마다 마지막 `Dense`의 파라미터(parameter) 수와 모델 전체의 파라미터 수입니다.
# %% [markdown] lang="en"
# In the upper row the objects are on the side of the training pictures, in the lower row on the side where there has never been one.
#
# ## Two models { #models }
#
# After two layers of [`Conv2D`](../convolution/conv2d.md), either `Flatten` or `GlobalAveragePooling2D` takes the place of `squeeze`. Each line: the parameters of the last `Dense` and of the whole model.
# %%
def build(squeeze, classes, seed):
    tf.keras.utils.set_random_seed(seed)
    model = tf.keras.Sequential([tf.keras.Input((20, 20, 1))])
    for filters in 8, 16:
        model.add(tf.keras.layers.Conv2D(
            filters, 3, padding="same", activation="relu",
            kernel_initializer="he_uniform"))
    model.add(squeeze())
    model.add(tf.keras.layers.Dense(classes))
    return model


squeezes = tf.keras.layers.Flatten, tf.keras.layers.GlobalAveragePooling2D
for squeeze in squeezes:
    model = build(squeeze, 3, seed=0)
    print(model.layers[-1].count_params(), model.count_params())
# %% [markdown] lang="ko"
# `Flatten` 뒤의 `Dense`는 20 × 20 × 16 × 3 + 3 = 19203개, 전역 풀링 뒤에서는 16 × 3 + 3 = 51개입니다.
#
# 두 모델을 똑같이 학습시킵니다. 그림이 몇 장이든 32장씩 600번 뽑아 갱신하므로, 그림이 적다고 덜 배우지는 않습니다.
# %% [markdown] lang="en"
# After `Flatten` the `Dense` has 20 × 20 × 16 × 3 + 3 = 19203 parameters, after global pooling 16 × 3 + 3 = 51.
#
# Both are trained in the same way. However many pictures there are, 32 of them are drawn for each of 600 updates, so fewer pictures do not mean less training.
# %%
def train(squeeze, x, kind, classes=3, steps=600, seed=0):
    model = build(squeeze, classes, seed)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.01), loss)
    pick = np.random.default_rng(0).integers(0, len(x), size=32 * steps)
    model.fit(x[pick], kind[pick], batch_size=32, verbose=0)
    return model


def accuracy(model, x, kind):
    return np.mean(model(x).numpy().argmax(axis=1) == kind)
# %% [markdown] lang="ko"
# ## 적은 그림, 옮긴 물체 { #few-and-moved }
#
# 앞의 세 줄이 `Flatten`, 뒤의 세 줄이 전역 풀링입니다. 줄마다 학습용 그림의 수, 그리고 학습용 그림, `x_test`, `x_moved`에서 맞힌 비율입니다. 아무렇게나 답하면 셋에 하나를 맞힙니다.
# %% [markdown] lang="en"
# ## Few pictures, moved objects { #few-and-moved }
#
# The first three lines are `Flatten`, the last three global pooling. Each line: the number of pictures in training, then how often the model is right about those, about `x_test` and about `x_moved`. Guessing is right one time in three.
# %%
counts = [50, 200, 800]
results = []
for squeeze in squeezes:
    for count in counts:
        model = train(squeeze, x[:count], kind[:count])
        results.append([
            accuracy(model, x[:count], kind[:count]),
            accuracy(model, x_test, kind_test),
            accuracy(model, x_moved, kind_test)])
        print(count, *(f"{value:.2f}" for value in results[-1]))
# %% alt_ko="학습용 그림 수에 따른 정확도 그래프 둘. 물체가 같은 쪽이면 Flatten이 800장에서 전역 풀링을 따라잡고, 옮기면 Flatten만 셋에 하나에 머무는 모습" alt_en="Two graphs of accuracy against the number of training pictures. With objects on the same side Flatten catches up with global pooling at 800; with moved objects Flatten alone stays at one in three"
fig, axes = plt.subplots(1, 2, figsize=(7, 3.2), sharey=True)
flat, pooled = np.array(results).reshape(2, 3, 3)
for column, ax in enumerate(axes, start=1):
    ax.axhline(1 / 3, color="C4", linewidth=1, linestyle=":")
    ax.plot(counts, flat[:, column], "s--", color="C1")
    ax.plot(counts, pooled[:, column], "o-", color="C2")
    ax.set(xscale="log", xlabel="count", ylim=(0, 1.1))
    ax.set_xticks(counts, counts)
    ax.minorticks_off()
    ax.spines[["top", "right"]].set_visible(False)
axes[0].set(title="x_test", ylabel="accuracy")
axes[1].set(title="x_moved")
axes[0].text(260, 0.68, "Flatten", color="C1")
axes[1].text(260, 0.2, "Flatten", color="C1")
axes[1].text(60, 0.88, "GlobalAveragePooling2D", color="C2")
fig.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 왼쪽에서는 그림이 늘수록 차이가 사라지고, 오른쪽에서는 그림이 늘어도 그대로입니다. 가로 점선은 아무렇게나 답했을 때입니다.
#
# 둘은 서로 다른 문제입니다. 그림이 적어서 생긴 [과적합](../glossary.md#overfitting)(overfitting)은 그림을 더 모으면 풀립니다. `x_test`에서 `Flatten`은 50장일 때 0.51이다가 800장일 때 0.99가 됩니다. 그러나 `Flatten` 뒤의 `Dense`는 칸마다 다른 가중치(weight)를 씁니다. 물체가 한 번도 놓인 적 없는 칸의 가중치는 왼쪽 그림을 아무리 더 보아도 물체를 배우지 못합니다. 800장으로 학습해도 `x_moved`에서는 0.31입니다.
#
# ## 자리가 답일 때 { #place }
#
# 그렇다면 언제나 전역 풀링이 나을까요? 물음을 바꿉니다. 물체를 아무 데나 놓고, 무엇인지가 아니라 **왼쪽인지 오른쪽인지**를 맞히게 합니다. 첫 줄이 `Flatten`, 둘째 줄이 전역 풀링입니다. 아무렇게나 답하면 절반을 맞힙니다.
# %% [markdown] lang="en"
# On the left the gap closes as pictures are added, on the right it stays. The dotted line is guessing.
#
# These are two different problems. [Overfitting](../glossary.md#overfitting) that comes from too few pictures goes away with more of them: on `x_test`, `Flatten` goes from 0.51 with 50 pictures to 0.99 with 800. But the `Dense` after `Flatten` has another weight for every cell. The weights of cells where no object has ever been learn nothing about objects, however many pictures of the left side they see. Trained on 800, the model still has 0.31 on `x_moved`.
#
# ## When the place is the answer { #place }
#
# Is global pooling always better, then? Change the question. Put the objects anywhere and ask not what they are but whether they are **on the left or on the right**. The first line is `Flatten`, the second global pooling. Guessing is right half of the time.
# %%
x_side, _, _, column = pictures(1000, (2, 14), rng)
side = (column >= 8).astype(int)
for squeeze in squeezes:
    net = train(squeeze, x_side[:400], side[:400], classes=2, steps=300)
    print(f"{accuracy(net, x_side[400:], side[400:]):.2f}")
# %% [markdown] lang="ko"
# 이번에는 거꾸로입니다. 전역 풀링은 물체의 자리를 버렸으므로 맞힐 수가 없습니다.
#
# ## 어디를 보았을까요 { #class-map }
#
# 그런데 자리를 버리기 **직전**의 특성 맵에는 자리가 남아 있습니다. 특성 맵 $x_c$를 `Dense`의 가중치 $w_{c,k}$로 섞으면 클래스 $k$의 [클래스 활성화 맵](../pooling/global_pooling.md#class-map)(class activation map, CAM)이 됩니다.
#
# $$\sum_c w_{c,k} \, x_{h,w,c}$$
#
# 물체를 맞히던 모델로 돌아가, 800장으로 학습한 전역 풀링 모델의 맵을 구합니다. 맵의 평균에 편향(bias)을 더하면 그 클래스의 점수가 되는지부터 확인합니다.
# %% [markdown] lang="en"
# This time it is the other way round. Global pooling has given up the place of the object, so it cannot tell.
#
# ## Where did it look { #class-map }
#
# But **just before** the places are given up, the feature maps still have them. Mix the feature maps $x_c$ by the weights $w_{c,k}$ of `Dense`, and you get the [class activation map](../pooling/global_pooling.md#class-map) (CAM) of class $k$.
#
# $$\sum_c w_{c,k} \, x_{h,w,c}$$
#
# Go back to the models that tell objects apart, and compute the maps of the one with global pooling and 800 pictures. First check that the mean of a map plus the bias is the score of its class.
# %%
def class_maps(model, x):
    first, second, _, dense = model.layers
    return second(first(x)).numpy() @ dense.kernel.numpy()


mean = class_maps(model, x_moved).mean(axis=(1, 2))
print(np.allclose(mean + model.layers[-1].bias.numpy(), model(x_moved)))
# %% [markdown] lang="ko"
# 이제 그림마다 정답 클래스의 맵에서 가장 큰 칸을 찾아, 물체에서 얼마나 떨어져 있는지 셉니다. `x_moved`를 썼으므로 모델은 이 자리에서 물체를 본 적이 없습니다.
#
# 첫 숫자는 가장 큰 칸이 물체의 5 × 5칸 안에 있는 비율, 둘째 숫자는 9 × 9칸 안에 있는 비율입니다. 3 × 3 합성곱을 두 번 지난 한 칸은 입력의 5 × 5칸을 보므로([수용 영역](../glossary.md#receptive-field)), 물체에 조금이라도 닿은 칸은 모두 9 × 9칸 안에 있습니다. 처음 세 줄이 더하기, 곱하기, 마름모이고, 마지막 줄은 아무 칸이나 골랐을 때의 비율입니다.
# %% [markdown] lang="en"
# Now find, for each picture, the largest cell in the map of the right class, and see how far it is from the object. These are the pictures of `x_moved`, so the model has never seen an object in these places.
#
# The first number is how often the largest cell is inside the 5 × 5 cells of the object, the second how often it is inside 9 × 9 cells. A cell that has passed two 3 × 3 convolutions sees 5 × 5 cells of the input (its [receptive field](../glossary.md#receptive-field)), so every cell that touches the object at all is inside the 9 × 9. The first three lines are plus, cross and diamond; the last is what a cell picked at random would give.
# %%
def pointing(maps):
    own = maps[np.arange(600), :, :, kind_test].reshape(600, 400)
    row, column = np.divmod(own.argmax(axis=1), 20)
    away = np.maximum(abs(row - top - 2), abs(column - left - 10))
    for k in range(3):
        one = away[kind_test == k]
        print(f"{np.mean(one <= 2):.2f} {np.mean(one <= 4):.2f}")


pointing(class_maps(model, x_moved))
print(f"{5 * 5 / 400:.2f} {9 * 9 / 400:.2f}")
# %% [markdown] lang="ko"
# 둘째 숫자는 모두 1.00입니다. 자리를 배운 적 없는 모델이 자리를 가리키는 것처럼 보입니다. 다만 마름모의 첫 숫자는 0.02입니다. 가장 큰 칸이 물체 바로 바깥, 창(window) 끝에 물체가 걸리는 곳에 있다는 뜻입니다. 맵은 창의 크기만큼 흐릿합니다.
#
# 여기서 멈추면 "전역 풀링 모델의 맵은 물체를 가리킨다"고 말하게 됩니다. 시작값만 바꾸어 한 번 더 학습시켜 봅니다. 첫 줄은 `x_moved`에서 맞힌 비율입니다.
# %% [markdown] lang="en"
# The second numbers are all 1.00. A model that was never taught places seems to point to places. The first number of the diamond, though, is 0.02. There the largest cell lies just outside the object, where only the edge of the window touches it. A map is as blurred as the window is wide.
#
# Stop here, and you would say that the maps of a model with global pooling point to the object. Train once more with nothing changed but the starting values. The first line is how often it is right about `x_moved`.
# %%
other = train(squeezes[1], x, kind, seed=4)
print(f"{accuracy(other, x_moved, kind_test):.2f}")
pointing(class_maps(other, x_moved))
# %% [markdown] lang="ko"
# 똑같이 1.00을 맞히는데, 더하기의 맵은 물체를 가리키지 않습니다. 9 × 9칸 안에 있는 비율이 0.07로, 아무 칸이나 고른 0.20보다 낮습니다. 두 모델의 맵을 그려 봅니다.
# %% [markdown] lang="en"
# It is right just as often, 1.00, and its map of the plus does not point to the object. The largest cell is inside the 9 × 9 in 0.07 of the pictures, less than the 0.20 of a cell picked at random. Draw the maps of both models.
# %% alt_ko="그림 세 장과 두 모델이 낸 정답 클래스의 맵. 더하기의 맵은 두 모델 모두 배경이 진하고 물체 자리가 옅으며, 곱하기와 마름모의 맵은 물체 자리에 진한 칸이 모인 모습" alt_en="Three pictures and the map of the right class from both models. In the map of the plus the background is dark and the object pale in both; in those of the cross and the diamond dark cells gather at the object"
titles = ["x_moved", "seed=0", "seed=4"]
fig, axes = plt.subplots(3, 3, figsize=(5, 4.5))
for n, line in enumerate(axes):
    one = x_moved[n : n + 1]
    images = [one[..., 0], class_maps(model, one)[..., n],
              class_maps(other, one)[..., n]]
    for ax, image, title in zip(line, images, titles, strict=True):
        ax.imshow(image[0], cmap="Greys")
        corner = left[n] + 7.5, top[n] - 0.5
        ax.add_patch(plt.Rectangle(corner, 5, 5, fill=False, edgecolor="C3"))
        ax.set(xticks=[], yticks=[])
        axes[0, titles.index(title)].set_title(title)
    line[0].set_ylabel(["plus", "cross", "diamond"][n])
fig.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 진할수록 큰 값이고, 네모가 물체입니다. 더하기의 맵은 **배경 전체가 진하고 물체 자리는 오히려 옅습니다.** `seed=0`의 모델도 마찬가지입니다. 가장 큰 칸 하나가 우연히 물체 자리에 걸려 셈에서는 드러나지 않았을 뿐입니다.
#
# 혹시 두 모델이 더하기를 알아보는 대신 "곱하기도 마름모도 아니면 더하기"라고 답하는 법을 배운 것은 아닐까요? **아무것도 없는** 그림 300장을 보여 주고 답을 세어 봅니다. 줄마다 더하기, 곱하기, 마름모라고 답한 그림의 수입니다.
# %% [markdown] lang="en"
# Darker is larger, and the square is the object. In the map of the plus **the whole background is dark and the object is paler.** The model of `seed=0` does the same; its one largest cell happens to fall on the object, so the count did not show it.
#
# Could it be that both models, instead of recognising the plus, have learned to answer "neither cross nor diamond, so plus"? Show them 300 pictures of **nothing** and count the answers. Each line: how many were called plus, cross and diamond.
# %%
nothing = np.random.default_rng(1).normal(scale=0.1, size=(300, 20, 20, 1))
for net in model, other:
    answers = net(nothing).numpy().argmax(axis=1)
    print(np.bincount(answers, minlength=3))
# %% [markdown] lang="ko"
# 아무것도 없는데 300장 모두 더하기라고 답했습니다. 곱하기와 마름모의 흔적이 없으면 더하기인 것입니다. 그림에 언제나 셋 가운데 하나가 있으면 이렇게 답해도 다 맞습니다. 맵은 물체가 어디 있는지가 아니라, **모델이 답하는 데 쓴 것**을 보여 줍니다.
#
# ## 아무것도 없는 그림 { #nothing }
#
# 그 지름길을 막아 봅니다. 아무것도 없는 그림을 넷째 클래스로 넣으면 "나머지가 아니면 더하기"라는 답이 통하지 않습니다. 점수는 서로의 차이만 뜻이 있으므로, 맵도 정답 클래스에서 넷째 클래스를 뺀 것을 봅니다. "없다가 아니라 더하기인 까닭"을 묻는 셈입니다.
# %% [markdown] lang="en"
# Nothing is there, and all 300 were called plus. Without a trace of a cross or a diamond, it is a plus. As long as every picture holds one of the three, that is always right. A map does not show where the object is. It shows **what the model used for its answer**.
#
# ## Pictures of nothing { #nothing }
#
# Close that short cut. With pictures of nothing as a fourth class, "none of the others, so plus" no longer works. Only differences between scores mean anything, so look at the map of the right class minus that of the fourth: what speaks for a plus rather than for nothing?
# %%
shapes = np.append(shapes, np.zeros((1, 5, 5)), axis=0)
x_four, four, _, _ = pictures(800, (2, 6), rng)
wider = train(squeezes[1], x_four, four, classes=4)
print(f"{accuracy(wider, x_moved, kind_test):.2f}")
maps = class_maps(wider, x_moved)
pointing(maps[..., :3] - maps[..., 3:])
# %% alt_ko="아무것도 없는 그림까지 배운 모델의 맵 세 장. 더하기, 곱하기, 마름모 모두 물체 자리만 진하고 배경은 흰 모습" alt_en="Three maps of the model that also learned pictures of nothing. For plus, cross and diamond alike the object is dark and the background white"
fig, axes = plt.subplots(1, 3, figsize=(5, 1.9))
for n, ax in enumerate(axes):
    ax.imshow(maps[n, :, :, n] - maps[n, :, :, 3], cmap="Greys")
    corner = left[n] + 7.5, top[n] - 0.5
    ax.add_patch(plt.Rectangle(corner, 5, 5, fill=False, edgecolor="C3"))
    ax.set(xticks=[], yticks=[], title=["plus", "cross", "diamond"][n])
fig.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 이제 세 클래스 모두 물체 자리만 진합니다. 가장 큰 칸은 언제나 물체의 5 × 5칸 안에 있습니다.
#
# ## 알게 된 것 { #seen }
#
# - 마지막 `Dense`의 파라미터는 `Flatten` 뒤에서 19203개, 전역 풀링 뒤에서 51개였습니다.
# - 그림이 50장일 때 `x_test`에서 `Flatten`은 0.51, 전역 풀링은 1.00이었습니다. 800장이면 0.99와 1.00으로 차이가 거의 없습니다.
# - 물체를 옮기면 `Flatten`은 그림을 아무리 늘려도 셋에 하나였고(0.32, 0.35, 0.31), 전역 풀링은 0.99 이상이었습니다.
# - 왼쪽인지 오른쪽인지를 물으면 `Flatten`은 1.00, 전역 풀링은 0.50이었습니다.
# - 클래스 활성화 맵은 모델이 쓴 근거를 보여 줍니다. 셋 가운데 하나만 고르면 되는 모델에서는 물체를 가리키지 않는 맵이 나왔고, 아무것도 없는 그림을 함께 배우게 하자 모두 물체를 가리켰습니다.
#
# 자리가 답에 들어 있으면 `Flatten`, 어디에 있든 같은 답이어야 하면 전역 풀링입니다.
#
# ## 더 해 보기 { #try }
#
# - 학습용 그림의 `(2, 6)`을 `(2, 14)`로 바꾸어 물체를 그림 전체에 놓습니다. `Flatten`의 `x_moved`는 얼마나 올라갈까요? 50장일 때도 그럴까요?
# - `steps=600`을 `steps=100`으로 줄입니다. 어느 모델이 더 천천히 배울까요?
# - `GlobalAveragePooling2D`를 `GlobalMaxPooling2D`로 바꿉니다. 더하기의 맵은 어떻게 달라질까요? `np.allclose`가 `False`가 되는 까닭도 생각해 봅니다.
# %% [markdown] lang="en"
# Now only the object is dark, for all three classes. The largest cell is always inside the 5 × 5 cells of the object.
#
# ## What we saw { #seen }
#
# - The last `Dense` had 19203 parameters after `Flatten` and 51 after global pooling.
# - With 50 pictures, `Flatten` had 0.51 on `x_test` and global pooling 1.00. With 800 it was 0.99 and 1.00, hardly a difference.
# - With the objects moved, `Flatten` was right one time in three however many pictures there were (0.32, 0.35, 0.31). Global pooling had at least 0.99.
# - Asked for left or right, `Flatten` had 1.00 and global pooling 0.50.
# - A class activation map shows what a model goes by. Where the model only had to choose one of three, there was a map that did not point to its object; once it learned pictures of nothing as well, all of them did.
#
# If the place is part of the answer, use `Flatten`. If the answer should be the same wherever the thing is, use global pooling.
#
# ## Try yourself { #try }
#
# - Change the `(2, 6)` of the training pictures to `(2, 14)`, so that objects are all over the picture. How far does `x_moved` rise for `Flatten`? With 50 pictures, too?
# - Make `steps=600` into `steps=100`. Which of the models learns more slowly?
# - Replace `GlobalAveragePooling2D` by `GlobalMaxPooling2D`. What happens to the map of the plus? Think about why `np.allclose` turns `False`, too.
